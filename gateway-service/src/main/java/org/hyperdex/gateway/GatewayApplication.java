package org.hyperdex.gateway;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import org.hyperdex.client.ClientOptions;
import org.hyperdex.client.HyperDexClient;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** Starts one gateway. */
@SpringBootApplication(proxyBeanMethods = false)
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
