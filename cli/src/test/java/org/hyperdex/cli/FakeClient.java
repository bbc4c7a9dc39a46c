package org.hyperdex.cli;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.hyperdex.client.CallOptions;
import org.hyperdex.client.ClientOptions;
import org.hyperdex.client.ClusterAdmin;
import org.hyperdex.client.Condition;
import org.hyperdex.client.CoordinatorStatus;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.GroupOperation;
import org.hyperdex.client.GroupResult;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.QueryPlan;
import org.hyperdex.client.RecoveryReport;
import org.hyperdex.client.RegionExplanation;
import org.hyperdex.client.SearchRequest;
import org.hyperdex.client.SearchStream;
import org.hyperdex.client.StoredObject;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.WriteResult;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Coordinator;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.Version;

/** Answers what a test says, and remembers what was asked. */
public final class FakeClient implements HyperDexClient {
  /** What was asked, one line each. */
  public final List<String> asked = new ArrayList<>();

  /** The writes that came. */
  public final List<WriteOperation> writes = new ArrayList<>();

  /** The conditions that came. */
  public final List<Condition> conditions = new ArrayList<>();

  /** The searches that came. */
  public final List<SearchRequest> requests = new ArrayList<>();

  /** The options of the last connection. */
  public Optional<ClientOptions> options = Optional.empty();

  /** Whether the client was closed. */
  public boolean closed;

  public Configuration configuration =
      new Configuration("the-cluster", 1, false, List.of(), List.of(), List.of());

  public CoordinatorStatus status =
      new CoordinatorStatus(
          "the-cluster",
          "c1",
          true,
          "127.0.0.1:1982",
          List.of(
              new Coordinator("c1", "127.0.0.1", 1982), new Coordinator("c2", "127.0.0.1", 1983)),
          List.of(new Coordinator("c3", "127.0.0.1", 1984)),
          1,
          true);

  public ClusterAdmin.Stability stability = new ClusterAdmin.Stability(true, 7, "");
  public WriteResult result = new WriteResult(Outcome.OK, new Version(1, 2), Optional.empty());
  public List<RecoveryReport> recoveries = List.of();
  public List<ClusterAdmin.IndexBuild> indexing = List.of();

  /** Whether the index that is waited for is ready, each time; then it is. */
  public final Deque<Boolean> awaited = new ArrayDeque<>();

  public List<RegionExplanation> explanations = List.of();
  public List<StoredObject> objects = List.of();
  public Optional<String> cursor = Optional.empty();
  public GroupResult grouped = new GroupResult(3, 2, 0, 0, List.of());
  public QueryPlan plan = new QueryPlan("s", 1, 0, List.of(), 0, List.of());

  private final Deque<HyperDexException> failures = new ArrayDeque<>();

  FakeClient connectedWith(ClientOptions newOptions) {
    options = Optional.of(newOptions);
    return this;
  }

  /** Makes the next call fail. */
  public FakeClient failing(HyperDexException failure) {
    failures.add(failure);
    return this;
  }

  /** Makes the next call fail. */
  public FakeClient failing(ErrorCode code, String detail) {
    return failing(new HyperDexException(code, detail));
  }

  private void ask(String what) {
    asked.add(what);
    HyperDexException failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
  }

  private <T> CompletableFuture<T> answer(String what, T answer) {
    try {
      ask(what);
      return CompletableFuture.completedFuture(answer);
    } catch (HyperDexException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public CompletableFuture<Optional<StoredObject>> get(
      String space, Value key, CallOptions callOptions) {
    return answer("get " + space, objects.stream().filter(o -> o.key().equals(key)).findFirst());
  }

  @Override
  public CompletableFuture<Optional<StoredObject>> get(String space, Value key) {
    return get(space, key, CallOptions.DEFAULT);
  }

  @Override
  public CompletableFuture<Optional<StoredObject>> get(
      String space, Value key, Collection<String> attributes, CallOptions callOptions) {
    return answer(
        "get " + space + " " + attributes,
        objects.stream().filter(o -> o.key().equals(key)).findFirst());
  }

  @Override
  public CompletableFuture<Optional<StoredObject>> get(
      String space, Value key, Collection<String> attributes) {
    return get(space, key, attributes, CallOptions.DEFAULT);
  }

  @Override
  public CompletableFuture<WriteResult> write(
      String space, Value key, WriteOperation operation, CallOptions callOptions) {
    writes.add(operation);
    return answer("write " + space, result);
  }

  @Override
  public CompletableFuture<WriteResult> write(String space, Value key, WriteOperation operation) {
    return write(space, key, operation, CallOptions.DEFAULT);
  }

  @Override
  public SearchStream search(String space, Condition condition, CallOptions callOptions) {
    return search(space, SearchRequest.where(condition), callOptions);
  }

  @Override
  public SearchStream search(String space, SearchRequest request) {
    return search(space, request, CallOptions.DEFAULT);
  }

  @Override
  public GroupOperation group(
      String space, Condition where, WriteOperation operation, CallOptions callOptions) {
    conditions.add(where);
    writes.add(operation);
    ask("group " + space);
    return new GroupOperation() {
      @Override
      public CompletableFuture<GroupResult> result() {
        return CompletableFuture.completedFuture(grouped);
      }

      @Override
      public GroupResult await() {
        return grouped;
      }

      @Override
      public GroupResult progress() {
        return grouped;
      }

      @Override
      public void close() {
        asked.add("close group");
      }
    };
  }

  @Override
  public SearchStream search(String space, SearchRequest request, CallOptions callOptions) {
    conditions.add(request.where());
    requests.add(request);
    ask("search " + space);
    Iterator<StoredObject> found =
        objects.stream().limit(request.limit().orElse(Long.MAX_VALUE)).iterator();
    return new SearchStream() {
      @Override
      public boolean hasNext() {
        return found.hasNext();
      }

      @Override
      public StoredObject next() {
        return found.next();
      }

      @Override
      public Optional<String> cursor() {
        return cursor;
      }

      @Override
      public long rowsRead() {
        return objects.size();
      }

      @Override
      public void close() {
        asked.add("close search");
      }
    };
  }

  @Override
  public SearchStream search(String space, Condition condition) {
    return search(space, condition, CallOptions.DEFAULT);
  }

  @Override
  public CompletableFuture<Long> count(String space, Condition condition, CallOptions callOptions) {
    conditions.add(condition);
    return answer("count " + space, (long) objects.size());
  }

  @Override
  public CompletableFuture<Long> count(String space, Condition condition) {
    return count(space, condition, CallOptions.DEFAULT);
  }

  @Override
  public QueryPlan describe(String space, Condition condition) {
    if (configuration.space(space).isEmpty()) {
      throw new HyperDexException(ErrorCode.UNKNOWN_SPACE, "there is no space '" + space + "'");
    }
    return plan;
  }

  @Override
  public CompletableFuture<List<RegionExplanation>> explain(
      String space, Condition condition, CallOptions callOptions) {
    return answer("explain " + space, explanations);
  }

  @Override
  public ClusterAdmin admin() {
    return new Admin();
  }

  @Override
  public Configuration configuration() {
    ask("configuration");
    return configuration;
  }

  @Override
  public Optional<Configuration> awaitConfiguration(long version, Duration timeout) {
    ask("awaitConfiguration " + version);
    return configuration.version() > version ? Optional.of(configuration) : Optional.empty();
  }

  @Override
  public void close() {
    closed = true;
  }

  private final class Admin implements ClusterAdmin {
    @Override
    public ClusterAdmin withTimeout(Duration timeout) {
      return this;
    }

    @Override
    public void addSpace(String description) {
      ask("addSpace " + description);
    }

    @Override
    public void removeSpace(String name) {
      ask("removeSpace " + name);
    }

    @Override
    public void renameSpace(String from, String to) {
      ask("renameSpace " + from + " " + to);
    }

    @Override
    public void setReadOnly(boolean readOnly) {
      ask("setReadOnly " + readOnly);
    }

    @Override
    public void serverRegister(long id, String host, int port, String zone) {
      ask("serverRegister " + id + " " + host + " " + port + " '" + zone + "'");
    }

    @Override
    public void serverOnline(long id) {
      ask("serverOnline " + id);
    }

    @Override
    public void serverOffline(long id) {
      ask("serverOffline " + id);
    }

    @Override
    public void serverKill(long id) {
      ask("serverKill " + id);
    }

    @Override
    public void serverForget(long id) {
      ask("serverForget " + id);
    }

    @Override
    public void serverForget(long id, boolean acceptDataLoss) {
      ask("serverForget " + id + " " + acceptDataLoss);
    }

    @Override
    public void setFaultTolerance(String space, int failures) {
      ask("setFaultTolerance " + space + " " + failures);
    }

    @Override
    public long addIndex(String space, String attribute) {
      ask("addIndex " + space + " " + attribute);
      return 77;
    }

    @Override
    public void removeIndex(long index) {
      ask("removeIndex " + index);
    }

    @Override
    public boolean awaitIndex(long index) {
      ask("awaitIndex " + index);
      return awaited.isEmpty() || awaited.removeFirst();
    }

    @Override
    public List<IndexBuild> indexing() {
      return indexing;
    }

    @Override
    public List<RecoveryReport> recoveries() {
      return recoveries;
    }

    @Override
    public void removeCoordinator(String id) {
      ask("removeCoordinator " + id);
    }

    @Override
    public Stability waitUntilStable(Duration timeout) {
      ask("waitUntilStable " + timeout);
      return stability;
    }

    @Override
    public CoordinatorStatus status() {
      ask("status");
      return status;
    }
  }

  /** A region of a plan that is asked at a server. */
  public static QueryPlan.RegionPlan region(long id, long server, String address) {
    return new QueryPlan.RegionPlan(id, 1, OptionalLong.of(server), address);
  }
}
