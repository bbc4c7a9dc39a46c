package org.hyperdex.client;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hyperdex.client.engine.Engine;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.data.Value;

/**
 * A client of one HyperDex cluster. Make one per process and share it: it is safe for any number of
 * threads, and thousands of operations may be in flight at once.
 *
 * <p><b>Asynchronous.</b> {@code get}, {@code write} and {@code count} return at once, with one
 * exception: at {@link ClientOptions#maxOutstanding} operations in flight the calling thread waits
 * for one to end, so that a fast producer is slowed down instead of filling the memory. If none
 * ends within its timeout, the operation fails with {@link ErrorCode#OVERLOADED}. For a blocking
 * call, {@linkplain #await await} the future.
 *
 * <p><b>Threads.</b> Futures are completed on {@link ClientOptions#completions}, by default virtual
 * threads, never on a network thread. Futures that complete together may share a thread: a
 * dependent stage must not wait for another future of this client.
 *
 * <p><b>Failures.</b> A future fails with a {@link HyperDexException} and nothing else. What can be
 * known before anything is sent (an unknown attribute, a value of the wrong type) fails the future
 * as well, with outcome {@link FailureOutcome#NOT_APPLIED}.
 *
 * <p><b>Exactly once.</b> Each write is one operation however often it is sent: refusals, broken
 * connections and new configurations are retried within the timeout, and the servers recognise it.
 * If the timeout ends the wait for an answer, the failure says {@link FailureOutcome#UNKNOWN}: the
 * write may have taken effect, may still take effect, or never will.
 *
 * <p>Cancelling a future has no effect on the operation.
 */
public interface HyperDexClient extends AutoCloseable {
  /**
   * Makes a client. Returns at once; operations wait within their own timeouts for the first
   * configuration to arrive from a coordinator.
   */
  static HyperDexClient connect(ClientOptions options) {
    return Engine.connect(options);
  }

  /**
   * Waits for a future of a client: its result, or its {@link HyperDexException} thrown here. The
   * deadline of the operation bounds the wait. An interrupt ends the wait with {@link
   * ErrorCode#INTERRUPTED} (the thread stays interrupted), while the operation goes on.
   */
  static <T> T await(CompletableFuture<T> future) {
    return Engine.await(future);
  }

  /**
   * Reads an object: linearizable with all writes of it. Empty if there is none.
   *
   * @param space the space's name
   * @param key a value of the type of the space's key
   */
  CompletableFuture<Optional<StoredObject>> get(String space, Value key, CallOptions options);

  /** {@link #get(String, Value, CallOptions)} with the client's default timeout. */
  CompletableFuture<Optional<StoredObject>> get(String space, Value key);

  /**
   * Reads some attributes of an object, as {@link #get(String, Value, CallOptions)} reads all: what
   * is not asked for is not sent.
   *
   * @param attributes their names; the key, which is always there, may be among them
   */
  CompletableFuture<Optional<StoredObject>> get(
      String space, Value key, Collection<String> attributes, CallOptions options);

  /** {@link #get(String, Value, Collection, CallOptions)} with the client's default timeout. */
  CompletableFuture<Optional<StoredObject>> get(
      String space, Value key, Collection<String> attributes);

  /**
   * Changes or removes one object, atomically. Outcomes that are answers (not found, exists, guard
   * failed, version mismatch) are results, not failures.
   *
   * @param space the space's name
   * @param key a value of the type of the space's key
   */
  CompletableFuture<WriteResult> write(
      String space, Value key, WriteOperation operation, CallOptions options);

  /**
   * {@link #write(String, Value, WriteOperation, CallOptions)} with the client's default timeout.
   */
  CompletableFuture<WriteResult> write(String space, Value key, WriteOperation operation);

  /**
   * Makes a batch of writes, which may have as many as the caller likes.
   *
   * @param space the space's name
   * @param options the timeout is that of each write
   */
  default WriteBatch batch(String space, CallOptions options) {
    return new WriteBatch(this, space, options);
  }

  /**
   * Opens a search: all objects that meet the condition, each once, in no order. Never partial: if
   * a region cannot be read, the stream throws.
   *
   * <p>The timeout bounds each wait for a next object, not the whole search, so a slow reader of a
   * large result is not cut off. Close the stream.
   *
   * @throws HyperDexException if the space is unknown, or the condition does not fit its schema
   */
  SearchStream search(String space, Condition condition, CallOptions options);

  /** {@link #search(String, Condition, CallOptions)} with the client's default timeout. */
  SearchStream search(String space, Condition condition);

  /**
   * Opens a search that may be sorted, limited, or go on where another one has ended, and may ask
   * for some attributes only. As complete as the other searches are.
   *
   * @throws HyperDexException if the space is unknown, or the request does not fit its schema;
   *     {@link ErrorCode#INVALID_CURSOR} if its cursor is not one of this search
   */
  SearchStream search(String space, SearchRequest request, CallOptions options);

  /** {@link #search(String, SearchRequest, CallOptions)} with the client's default timeout. */
  SearchStream search(String space, SearchRequest request);

  /**
   * Begins to change all objects that meet the condition.
   *
   * @param operation what to do to each object, which must exist; without guards and version, since
   *     the condition is the guard
   * @param options the timeout is that of the whole operation
   */
  GroupOperation group(
      String space, Condition where, WriteOperation operation, CallOptions options);

  /**
   * Counts the objects that meet the condition, on the servers. Never partial. To cancel the future
   * ends the count on the servers too.
   */
  CompletableFuture<Long> count(String space, Condition condition, CallOptions options);

  /** {@link #count(String, Condition, CallOptions)} with the client's default timeout. */
  CompletableFuture<Long> count(String space, Condition condition);

  /**
   * How a search for {@code condition} would be carried out under the newest known configuration.
   *
   * @throws HyperDexException if the space is unknown, or the condition does not fit its schema
   */
  QueryPlan describe(String space, Condition condition);

  /**
   * Lets the servers of the regions that {@link #describe} names search for the condition, count,
   * and tell how they did it. A region that cannot be asked says why.
   */
  CompletableFuture<List<RegionExplanation>> explain(
      String space, Condition condition, CallOptions options);

  /** Administration of the cluster, with {@link ClientOptions#adminTimeout} for each call. */
  ClusterAdmin admin();

  /**
   * The newest configuration this client knows; waits for the first one, at most the default
   * timeout.
   *
   * @throws HyperDexException UNAVAILABLE if no coordinator has served one
   */
  Configuration configuration();

  /**
   * Waits for a configuration that is newer than the one of {@code version}, at most {@code
   * timeout}; empty if none has come.
   *
   * @throws HyperDexException CLOSED if the client is closed, INTERRUPTED if the thread is
   */
  Optional<Configuration> awaitConfiguration(long version, Duration timeout);

  /**
   * Ends the client: operations in flight fail with {@link ErrorCode#CLOSED}, open searches throw
   * it, connections and threads are gone when it returns. Closing again does nothing.
   */
  @Override
  void close();
}
