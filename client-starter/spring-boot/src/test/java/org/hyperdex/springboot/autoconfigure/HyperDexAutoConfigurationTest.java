package org.hyperdex.springboot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.hyperdex.client.ClientOptions;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.springboot.autoconfigure.contacts.ContactRepository;
import org.hyperdex.springdata.HyperDexOperations;
import org.hyperdex.springdata.HyperDexTemplate;
import org.hyperdex.springdata.repository.config.EnableHyperDexRepositories;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Each bean is made when it is missing, and only then. No cluster runs: none is needed to start.
 */
class HyperDexAutoConfigurationTest {
  private final AtomicReference<ClientOptions> options = new AtomicReference<>();

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  HyperDexAutoConfiguration.class, HyperDexDataAutoConfiguration.class))
          .withBean(
              HyperDexClientBuilderCustomizer.class, () -> built -> options.set(built.build()));

  private final ApplicationContextRunner repositoriesRunner =
      runner.withConfiguration(AutoConfigurations.of(HyperDexRepositoriesAutoConfiguration.class));

  @Test
  void clientAndTemplateAreMadeWithoutAnySetting() {
    runner.run(context -> {
      assertThat(context)
          .hasSingleBean(HyperDexClient.class)
          .hasSingleBean(HyperDexTemplate.class)
          .hasSingleBean(HyperDexConnectionDetails.class);
      assertThat(options.get().coordinators()).containsExactly("127.0.0.1:1982");
    });
  }

  @Test
  void propertiesReachTheClient() {
    runner
        .withPropertyValues(
            "hyperdex.coordinators=one:1001,two:1002",
            "hyperdex.timeout=7s",
            "hyperdex.admin-timeout=9s")
        .run(context -> {
          assertThat(context).hasNotFailed();
          assertThat(options.get().coordinators()).containsExactly("one:1001", "two:1002");
          assertThat(options.get().timeout()).isEqualTo(Duration.ofSeconds(7));
          assertThat(options.get().adminTimeout()).isEqualTo(Duration.ofSeconds(9));
        });
  }

  @Test
  void connectionDetailsTakeThePlaceOfTheProperty() {
    runner
        .withPropertyValues("hyperdex.coordinators=property:1001")
        .withBean(HyperDexConnectionDetails.class, () -> () -> List.of("details:1002"))
        .run(context -> {
          assertThat(context).hasSingleBean(HyperDexConnectionDetails.class);
          assertThat(options.get().coordinators()).containsExactly("details:1002");
        });
  }

  @Test
  void aClientOfTheApplicationsOwnIsUsed() {
    HyperDexClient own =
        HyperDexClient.connect(ClientOptions.builder().coordinators("own:1001").build());
    runner
        .withBean("own", HyperDexClient.class, () -> own)
        .run(context -> {
          assertThat(context).hasSingleBean(HyperDexClient.class);
          assertThat(options.get()).isNull();
          context.getBean(HyperDexTemplate.class).execute(used -> assertThat(used).isSameAs(own));
        });
  }

  @Test
  void aTemplateOfTheApplicationsOwnIsUsed() {
    runner
        .withUserConfiguration(OwnTemplate.class)
        .run(context ->
            assertThat(context)
                .hasSingleBean(HyperDexOperations.class)
                .getBean(HyperDexOperations.class)
                .isSameAs(context.getBean("mine")));
  }

  @Test
  void withoutSpringDataThereIsTheClientAlone() {
    repositoriesRunner
        .withUserConfiguration(Application.class)
        .withClassLoader(new FilteredClassLoader("org.hyperdex.springdata"))
        .run(context -> {
          assertThat(context).hasSingleBean(HyperDexClient.class);
          assertThat(context).doesNotHaveBean("hyperDexTemplate");
          assertThat(context).doesNotHaveBean("contactRepository");
        });
  }

  @Test
  void repositoriesOfTheApplicationsPackageAreMade() {
    repositoriesRunner
        .withUserConfiguration(Application.class)
        .run(context -> assertThat(context).hasSingleBean(ContactRepository.class));
  }

  @Test
  void repositoriesCanBeSwitchedOff() {
    repositoriesRunner
        .withUserConfiguration(Application.class)
        .withPropertyValues("hyperdex.repositories.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(ContactRepository.class));
  }

  @Test
  void repositoriesThatTheApplicationEnablesAreNotMadeTwice() {
    repositoriesRunner
        .withUserConfiguration(Enabling.class)
        .run(context -> assertThat(context).hasSingleBean(ContactRepository.class));
  }

  @Configuration(proxyBeanMethods = false)
  @AutoConfigurationPackage(basePackageClasses = ContactRepository.class)
  static class Application {}

  @Configuration(proxyBeanMethods = false)
  @AutoConfigurationPackage(basePackageClasses = ContactRepository.class)
  @EnableHyperDexRepositories(basePackageClasses = ContactRepository.class)
  static class Enabling {}

  @Configuration(proxyBeanMethods = false)
  static class OwnTemplate {
    @Bean
    HyperDexOperations mine(HyperDexClient client) {
      return new HyperDexTemplate(client);
    }
  }
}
