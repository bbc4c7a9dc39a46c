package org.hyperdex.gateway.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the gateway for the first class that asks for it; it ends with the last test of all. */
final class GatewayExtension implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Rest.class || type == RunningGateway.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    RunningGateway gateway =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(GatewayExtension.class))
            .computeIfAbsent(RunningGateway.class, _ -> new RunningGateway(), RunningGateway.class);
    return parameter.getParameter().getType() == Rest.class ? new Rest(gateway.port()) : gateway;
  }
}
