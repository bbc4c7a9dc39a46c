package org.hyperdex.client.engine;

import java.lang.ref.Cleaner;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.hyperdex.client.CallOptions;
import org.hyperdex.client.ClientOptions;
import org.hyperdex.client.ClusterAdmin;
import org.hyperdex.client.Condition;
import org.hyperdex.client.GroupOperation;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.QueryPlan;
import org.hyperdex.client.RegionExplanation;
import org.hyperdex.client.SearchRequest;
import org.hyperdex.client.SearchStream;
import org.hyperdex.client.StoredObject;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.WriteResult;
import org.hyperdex.client.binding.Binding;
import org.hyperdex.core.client.Access;
import org.hyperdex.core.client.ByteBudget;
import org.hyperdex.core.client.Router;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.hyperspace.Pruning;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.Message;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.transport.link.CloseReason;
import org.hyperdex.transport.link.Link;

/** The client over the network: wires the parts of this package together. */
final class NetworkClient implements HyperDexClient {
  private final ClientOptions options;
  private final CallOptions defaults;
  private final Clock clock = new Clock();
  private final Session session = new Session();
  private final Configurations configurations = new Configurations(clock);
  private final Completions completions;
  private final ServerLinks links;
  private final Timer timer;
  private final Calls calls;
  private final SpaceLookup lookup;
  private final Admission admission;
  private final ByteBudget keyBudget;
  private final Cleaner abandonedSearches =
      Cleaner.create(Thread.ofPlatform().name("hyperdex-client-cleaner").daemon().factory());
  private final Coordinators coordinators;
  private final Admin admin;

  private NetworkClient(ClientOptions options) {
    this.options = options;
    this.defaults = new CallOptions(options.timeout());
    this.completions = new Completions(options.completions());
    this.coordinators = new Coordinators(options.coordinators());
    this.admission = new Admission(options.maxOutstanding(), options.maxOutstandingBytes(), clock);
    this.keyBudget = new SharedBytes(options.searchKeyBytes());
    this.timer = new Timer(this::tick, this::isIdle);
    this.links = new ServerLinks(new LinkEvents());
    this.calls = new Calls(clock, configurations, links, timer::wake);
    this.lookup = new SpaceLookup(configurations, clock, coordinators, completions, timer::wake);
    this.admin = new Admin(coordinators.channel(), configurations, clock, options.adminTimeout());
  }

  static NetworkClient start(ClientOptions options) {
    NetworkClient client = new NetworkClient(options);
    client.timer.start();
    client.coordinators.follow(client::configured);
    return client;
  }

  @Override
  public CompletableFuture<Optional<StoredObject>> get(
      String space, Value key, CallOptions callOptions) {
    long deadlineNanos = clock.deadlineNanos(callOptions.timeout());
    return begin(space, new GetOperation(admission, calls, key, Optional.empty(), deadlineNanos));
  }

  @Override
  public CompletableFuture<Optional<StoredObject>> get(
      String space, Value key, Collection<String> attributes, CallOptions callOptions) {
    long deadlineNanos = clock.deadlineNanos(callOptions.timeout());
    return begin(
        space,
        new GetOperation(
            admission, calls, key, Optional.of(List.copyOf(attributes)), deadlineNanos));
  }

  @Override
  public CompletableFuture<Optional<StoredObject>> get(
      String space, Value key, Collection<String> attributes) {
    return get(space, key, attributes, defaults);
  }

  @Override
  public CompletableFuture<Optional<StoredObject>> get(String space, Value key) {
    return get(space, key, defaults);
  }

  @Override
  public CompletableFuture<WriteResult> write(
      String space, Value key, WriteOperation operation, CallOptions callOptions) {
    long deadlineNanos = clock.deadlineNanos(callOptions.timeout());
    return begin(space, new WriteCommand(admission, calls, session, key, operation, deadlineNanos));
  }

  @Override
  public CompletableFuture<WriteResult> write(String space, Value key, WriteOperation operation) {
    return write(space, key, operation, defaults);
  }

  @Override
  public CompletableFuture<Long> count(String space, Condition condition, CallOptions callOptions) {
    long deadlineNanos = clock.deadlineNanos(callOptions.timeout());
    return begin(
        space, new CountOperation(admission, calls, completions, condition, deadlineNanos));
  }

  @Override
  public CompletableFuture<Long> count(String space, Condition condition) {
    return count(space, condition, defaults);
  }

  @Override
  public SearchStream search(String space, SearchRequest request, CallOptions callOptions) {
    requireOpen();
    long deadlineNanos = clock.deadlineNanos(callOptions.timeout());
    BoundSearch bound = BoundSearch.of(awaitSpace(space, deadlineNanos), request);
    BlockingSearch search = search(bound, callOptions.timeout(), BlockingSearch.NO_END);
    search.start();
    endIfClosed();
    return search;
  }

  @Override
  public SearchStream search(String space, SearchRequest request) {
    return search(space, request, defaults);
  }

  private BlockingSearch search(BoundSearch bound, Duration timeout, long endNanos) {
    return new BlockingSearch(
        bound,
        options.searchWindowRows(),
        keyBudget,
        timeout,
        endNanos,
        calls,
        clock,
        completions,
        abandonedSearches);
  }

  @Override
  public SearchStream search(String space, Condition condition, CallOptions callOptions) {
    return search(space, SearchRequest.where(condition), callOptions);
  }

  @Override
  public SearchStream search(String space, Condition condition) {
    return search(space, condition, defaults);
  }

  @Override
  public GroupOperation group(
      String spaceName, Condition where, WriteOperation operation, CallOptions callOptions) {
    if (operation.existence() != Existence.MUST_EXIST
        || operation.ifVersion().isPresent()
        || !operation.guards().equals(Condition.ALL)) {
      throw new IllegalArgumentException(
          "a group operation changes objects that exist; its condition is its only guard");
    }
    requireOpen();
    long deadlineNanos = clock.deadlineNanos(callOptions.timeout());
    Space space = awaitSpace(spaceName, deadlineNanos);
    Predicate predicate = Binding.predicate(space.schema(), where);
    ClientRequest.Change change = Binding.change(space.schema(), operation);
    BlockingSearch search =
        search(BoundSearch.keys(space, predicate), callOptions.timeout(), deadlineNanos);
    GroupRun group =
        new GroupRun(
            space,
            predicate,
            change,
            search,
            deadlineNanos,
            calls,
            session,
            admission,
            completions);
    group.start();
    endIfClosed();
    return group;
  }

  @Override
  public QueryPlan describe(String spaceName, Condition condition) {
    requireOpen();
    Space space = awaitSpace(spaceName, clock.deadlineNanos(options.timeout()));
    Configuration configuration = configurations.newest().orElseThrow();
    Predicate predicate = Binding.predicate(space.schema(), condition);
    Pruning.Chosen chosen = Router.searched(space, predicate);
    List<String> dimensions =
        chosen.subspace().dimensions().stream()
            .map(position -> space.schema().attribute(position).name())
            .toList();
    return new QueryPlan(
        spaceName,
        configuration.version(),
        chosen.subspace().id(),
        dimensions,
        chosen.subspace().regions().size(),
        chosen.regions().stream().map(region -> plan(configuration, region)).toList());
  }

  @Override
  public CompletableFuture<List<RegionExplanation>> explain(
      String space, Condition condition, CallOptions callOptions) {
    long deadlineNanos = clock.deadlineNanos(callOptions.timeout());
    return begin(space, new ExplainOperation(admission, calls, condition, deadlineNanos));
  }

  @Override
  public ClusterAdmin admin() {
    return admin;
  }

  @Override
  public Configuration configuration() {
    requireOpen();
    return configurations
        .await(_ -> true, clock.deadlineNanos(options.timeout()))
        .orElseThrow(() -> Failures.noConfiguration(coordinators.problem()));
  }

  @Override
  public Optional<Configuration> awaitConfiguration(long version, Duration timeout) {
    requireOpen();
    return configurations.await(newest -> newest.version() > version, clock.deadlineNanos(timeout));
  }

  @Override
  public void close() {
    endOperations();
    coordinators.close();
    links.close();
    timer.close();
    completions.close();
  }

  private <T> CompletableFuture<T> begin(String spaceName, Operation<T> operation) {
    try {
      requireOpen();
      admission.enter(operation.bytes(), operation.deadlineNanos);
    } catch (HyperDexException e) {
      return CompletableFuture.failedFuture(e);
    }
    Optional<Space> space =
        configurations.newest().flatMap(configuration -> configuration.space(spaceName));
    if (space.isPresent()) {
      Completions.Batch batch = completions.batch();
      operation.found(space.get(), batch);
      batch.flush();
    } else {
      lookup.await(spaceName, operation.deadlineNanos, operation);
    }
    endIfClosed();
    return operation.future;
  }

  /** What began while the client was being closed must not wait for ever. */
  private void endIfClosed() {
    if (calls.isClosed()) {
      endOperations();
    }
  }

  private void endOperations() {
    Completions.Batch batch = completions.batch();
    calls.close(batch);
    batch.flush();
    lookup.close();
  }

  private Space awaitSpace(String name, long deadlineNanos) {
    Optional<Space> known =
        configurations.newest().flatMap(configuration -> configuration.space(name));
    if (known.isPresent()) {
      return known.get();
    }
    CompletableFuture<Space> found = new CompletableFuture<>();
    lookup.await(
        name,
        deadlineNanos,
        new SpaceLookup.Waiter() {
          @Override
          public void found(Space space, Completions.Batch batch) {
            found.complete(space);
          }

          @Override
          public void failed(HyperDexException failure, Completions.Batch batch) {
            found.completeExceptionally(failure);
          }
        });
    endIfClosed();
    return Engine.await(found);
  }

  private QueryPlan.RegionPlan plan(Configuration configuration, Region region) {
    OptionalLong server = Router.server(region, Access.SEARCH);
    String address =
        server.isEmpty()
            ? ""
            : configuration.server(server.getAsLong()).map(Server::address).orElse("");
    return new QueryPlan.RegionPlan(region.id(), region.epoch(), server, address);
  }

  private void configured(Configuration configuration) {
    if (configurations.offer(configuration)) {
      links.configured(configuration);
      Completions.Batch batch = completions.batch();
      calls.configured(batch);
      batch.flush();
      lookup.look();
    }
  }

  private void tick() {
    Completions.Batch batch = completions.batch();
    calls.tick(batch);
    batch.flush();
    lookup.look();
  }

  private boolean isIdle() {
    return calls.isEmpty() && lookup.isEmpty();
  }

  private void requireOpen() {
    if (calls.isClosed()) {
      throw Failures.closed(false);
    }
  }

  /** What happens on links, seen from a network thread. */
  private final class LinkEvents implements ServerLinks.Events {
    @Override
    public Completions.Batch batch() {
      return completions.batch();
    }

    @Override
    public void received(Link link, Message message, Completions.Batch batch) {
      calls.received(link, message, batch);
    }

    @Override
    public void disconnected(Link link, CloseReason reason, Completions.Batch batch) {
      calls.disconnected(link, reason, batch);
    }
  }
}
