package org.hyperdex.gateway;

import java.time.Duration;
import org.hyperdex.core.protocol.RetryBudget;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The gateway's settings.
 *
 * @param coordinators {@code host:port} of one or more coordinators, with commas between them
 * @param timeout how long a request may take that sets no X-Timeout; at most ten minutes, so that
 *     no retry outlives what servers remember
 */
@ConfigurationProperties("hyperdex.gateway")
public record GatewayProperties(
    @DefaultValue("127.0.0.1:1982") String coordinators, @DefaultValue("5s") Duration timeout) {
  public GatewayProperties {
    RetryBudget.requireOperation(timeout);
  }
}
