package org.hyperdex.client;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.hyperdex.core.data.Value;

/**
 * Writes to one space of which those of one key are carried out one after the other, and all others
 * at the same time. Each takes effect or fails for itself: a batch is no transaction.
 *
 * <p>Without a batch, writes of one key that are under way at the same time take effect in any
 * order: one may have to be sent again, or to wait until its refusal may be told, while the next
 * goes on.
 *
 * <p>For one thread.
 */
public final class WriteBatch {
  private final HyperDexClient client;
  private final String space;
  private final CallOptions options;
  private final Map<Value, CompletableFuture<WriteResult>> newest = new ConcurrentHashMap<>();

  WriteBatch(HyperDexClient client, String space, CallOptions options) {
    this.client = client;
    this.space = space;
    this.options = options;
  }

  /**
   * Writes as {@link HyperDexClient#write(String, Value, WriteOperation, CallOptions)} does, when
   * the writes of this key that were added before have ended, however they did. The timeout begins
   * then.
   */
  public CompletableFuture<WriteResult> write(Value key, WriteOperation operation) {
    CompletableFuture<WriteResult> before = newest.get(key);
    CompletableFuture<WriteResult> begun =
        before == null
            ? client.write(space, key, operation, options)
            : before
                .handle((_, _) -> key)
                .thenCompose(_ -> client.write(space, key, operation, options));
    newest.put(key, begun);
    var _ = begun.whenComplete((_, _) -> newest.remove(key, begun));
    return begun;
  }
}
