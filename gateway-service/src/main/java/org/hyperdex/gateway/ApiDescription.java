package org.hyperdex.gateway;

import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Completes the published description of the API.
 *
 * <p>The controllers read bodies and headers themselves, so their signatures do not tell them;
 * {@code openapi.yaml} does.
 */
@Component
final class ApiDescription implements OpenApiCustomizer {
  private final OpenAPI told = read();

  private static OpenAPI read() {
    try (InputStream in = new ClassPathResource("openapi.yaml").getInputStream()) {
      return Yaml31.mapper().readValue(in, OpenAPI.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void customise(OpenAPI published) {
    told.getPaths()
        .forEach((path, item) -> {
          PathItem described = published.getPaths().get(path);
          if (described == null) {
            throw new IllegalStateException(
                "openapi.yaml tells of %s, which is not there".formatted(path));
          }
          complete(path, described, item);
        });
    Components components = told.getComponents();
    published.setComponents(
        new Components()
            .schemas(components.getSchemas())
            .parameters(components.getParameters())
            .responses(components.getResponses()));
  }

  private static void complete(String path, PathItem published, PathItem told) {
    Map<PathItem.HttpMethod, Operation> operations = published.readOperationsMap();
    told.readOperationsMap()
        .forEach((method, more) -> {
          Operation operation = operations.get(method);
          if (operation == null) {
            throw new IllegalStateException(
                "openapi.yaml tells of %s %s, which is not there".formatted(method, path));
          }
          operation.summary(more.getSummary()).responses(more.getResponses());
          if (more.getRequestBody() != null) {
            operation.requestBody(more.getRequestBody());
          }
          if (more.getParameters() != null) {
            more.getParameters().forEach(operation::addParametersItem);
          }
        });
  }
}
