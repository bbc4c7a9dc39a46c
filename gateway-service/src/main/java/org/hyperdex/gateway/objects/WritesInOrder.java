package org.hyperdex.gateway.objects;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.hyperdex.client.WriteResult;
import org.hyperdex.core.data.Value;

/**
 * Writes of which those of one key are carried out one after the other, and all others at the same
 * time. Servers take what a client has under way at the same time in any order: one may have to be
 * sent again, or to wait until its refusal may be told, while the next goes on.
 */
final class WritesInOrder {
  private final Map<Value, CompletableFuture<WriteResult>> newest = new ConcurrentHashMap<>();

  /** Begins a write when those of its key before it have ended, however they did. One thread. */
  CompletableFuture<WriteResult> begin(Value key, Supplier<CompletableFuture<WriteResult>> write) {
    CompletableFuture<WriteResult> before = newest.get(key);
    CompletableFuture<WriteResult> begun =
        before == null ? write.get() : before.handle((_, _) -> key).thenCompose(_ -> write.get());
    newest.put(key, begun);
    var _ = begun.whenComplete((_, _) -> newest.remove(key, begun));
    return begun;
  }
}
