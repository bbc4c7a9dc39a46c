package org.hyperdex.gateway;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import org.apache.catalina.core.StandardHost;
import org.hyperdex.client.ClientOptions;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.gateway.problems.ContainerProblems;
import org.hyperdex.gateway.web.CallerProbe;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Starts one gateway. */
// Boot's error page would be an address of its own, and answer in another form than all others.
@SpringBootApplication(proxyBeanMethods = false, exclude = ErrorMvcAutoConfiguration.class)
@EnableConfigurationProperties(GatewayProperties.class)
public class GatewayApplication {

  /** Starts the process; settings are Spring properties. */
  public static void main(String[] arguments) {
    SpringApplication.run(GatewayApplication.class, arguments);
  }

  /** The client all requests share. */
  @Bean(destroyMethod = "close")
  HyperDexClient hyperDexClient(GatewayProperties properties) {
    return HyperDexClient.connect(
        ClientOptions.builder()
            .coordinators(properties.coordinators())
            .timeout(properties.timeout())
            .build());
  }

  /** What the published description of the API says of itself. */
  @Bean
  OpenAPI description() {
    return new OpenAPI()
        .info(
            new Info()
                .title("HyperDex")
                .version("1")
                .description("Objects, searches, spaces and the cluster over HTTP."));
  }

  /** What the container refuses before the application sees it is told like other problems. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTheContainer() {
    return factory ->
        factory.addContextCustomizers(context -> {
          if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(ContainerProblems.class.getName());
          }
        });
  }

  /** Requests can look whether their callers are still there. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> callersThatGo() {
    return factory -> factory.addEngineValves(new CallerProbe());
  }

  /** Lets keys contain encoded slashes and backslashes. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> anyCharacterInKeys() {
    return factory ->
        factory.addConnectorCustomizers(connector -> {
          connector.setEncodedSolidusHandling("passthrough");
          connector.setEncodedReverseSolidusHandling("passthrough");
        });
  }
}
