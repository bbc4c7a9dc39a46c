package org.hyperdex.gateway;

import java.time.Duration;
import org.hyperdex.core.protocol.RetryBudget;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The gateway's settings.
 *
 * @param coordinators {@code host:port} of one or more coordinators, with commas between them
 * @param timeout how long a request may take that sets no X-Timeout; at most ten minutes, so that
 *     no retry outlives what servers remember
 * @param memory how much all requests together may hold for their bodies, what is made of those,
 *     and their answers; half of what this process may use if it is not set
 */
@ConfigurationProperties("hyperdex.gateway")
public record GatewayProperties(
    @DefaultValue("127.0.0.1:1982") String coordinators,
    @DefaultValue("5s") Duration timeout,
    @Nullable DataSize memory) {
  private static final long LEAST_MEMORY_BYTES = 1 << 20;

  public GatewayProperties {
    RetryBudget.requireOperation(timeout);
    if (memory != null && memory.toBytes() < LEAST_MEMORY_BYTES) {
      throw new IllegalArgumentException(
          "memory must be at least %d bytes, not %d"
              .formatted(LEAST_MEMORY_BYTES, memory.toBytes()));
    }
  }

  /** What {@link #memory} comes to. */
  public long memoryBytes() {
    return memory == null ? Runtime.getRuntime().maxMemory() / 2 : memory.toBytes();
  }
}
