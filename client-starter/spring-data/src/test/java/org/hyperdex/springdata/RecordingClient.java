package org.hyperdex.springdata;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hyperdex.client.CallOptions;
import org.hyperdex.client.ClusterAdmin;
import org.hyperdex.client.Condition;
import org.hyperdex.client.GroupOperation;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.QueryPlan;
import org.hyperdex.client.RegionExplanation;
import org.hyperdex.client.SearchRequest;
import org.hyperdex.client.SearchStream;
import org.hyperdex.client.StoredObject;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.WriteResult;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.Version;

/** Remembers what it is asked for; finds nothing, and answers writes as it is told. */
public final class RecordingClient implements HyperDexClient {
  /** The conditions of searches and counts. */
  public final List<Condition> conditions = new ArrayList<>();

  /** The writes. */
  public final List<WriteOperation> writes = new ArrayList<>();

  /** What writes are answered with. */
  public WriteResult answer = new WriteResult(Outcome.OK, new Version(1, 1), Optional.empty());

  @Override
  public CompletableFuture<Optional<StoredObject>> get(
      String space, Value key, CallOptions options) {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  @Override
  public CompletableFuture<Optional<StoredObject>> get(String space, Value key) {
    return get(space, key, CallOptions.DEFAULT);
  }

  @Override
  public CompletableFuture<Optional<StoredObject>> get(
      String space, Value key, Collection<String> attributes, CallOptions options) {
    return get(space, key, options);
  }

  @Override
  public CompletableFuture<Optional<StoredObject>> get(
      String space, Value key, Collection<String> attributes) {
    return get(space, key, attributes, CallOptions.DEFAULT);
  }

  @Override
  public CompletableFuture<WriteResult> write(
      String space, Value key, WriteOperation operation, CallOptions options) {
    writes.add(operation);
    return CompletableFuture.completedFuture(answer);
  }

  @Override
  public CompletableFuture<WriteResult> write(String space, Value key, WriteOperation operation) {
    return write(space, key, operation, CallOptions.DEFAULT);
  }

  @Override
  public SearchStream search(String space, Condition condition, CallOptions options) {
    conditions.add(condition);
    return new Nothing();
  }

  @Override
  public SearchStream search(String space, SearchRequest request, CallOptions options) {
    conditions.add(request.where());
    return new Nothing();
  }

  @Override
  public SearchStream search(String space, SearchRequest request) {
    return search(space, request, CallOptions.DEFAULT);
  }

  @Override
  public GroupOperation group(
      String space, Condition where, WriteOperation operation, CallOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SearchStream search(String space, Condition condition) {
    return search(space, condition, CallOptions.DEFAULT);
  }

  @Override
  public CompletableFuture<Long> count(String space, Condition condition, CallOptions options) {
    conditions.add(condition);
    return CompletableFuture.completedFuture(0L);
  }

  @Override
  public CompletableFuture<Long> count(String space, Condition condition) {
    return count(space, condition, CallOptions.DEFAULT);
  }

  @Override
  public CompletableFuture<List<RegionExplanation>> explain(
      String space, Condition condition, CallOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public QueryPlan describe(String space, Condition condition) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ClusterAdmin admin() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Configuration configuration() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Configuration> awaitConfiguration(long version, Duration timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}

  private static final class Nothing implements SearchStream {
    @Override
    public boolean hasNext() {
      return false;
    }

    @Override
    public StoredObject next() {
      throw new NoSuchElementException();
    }

    @Override
    public Optional<String> cursor() {
      return Optional.empty();
    }

    @Override
    public long rowsRead() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
