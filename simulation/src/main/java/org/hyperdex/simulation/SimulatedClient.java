package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hyperdex.core.client.Access;
import org.hyperdex.core.client.Router;
import org.hyperdex.core.client.SequenceWindow;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ClientRequest.Write;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.GetResult;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Predicate;

/** One client: the real routing and retrying of the core over the simulated network. */
final class SimulatedClient {
  /** Sends a request to a server. */
  interface Outside {
    /** {@code region} is the one the request is for; false if there is no link to the server. */
    boolean toServer(long client, long server, long region, ClientRequest request);
  }

  private final long id;
  private final EventLoop loop;
  private final LocalClock clock;
  private final Outside outside;
  private final Sabotage bug;
  private final Coverage coverage;
  private final Standstill standstill;
  private final Map<Long, SimulatedCall> waiting = new TreeMap<>();
  private final List<SimulatedCall> calls = new ArrayList<>();
  private final SequenceWindow sequences = new SequenceWindow();
  private Configuration configuration =
      new Configuration("", 0, false, List.of(), List.of(), List.of());
  private long lastSequence;
  private long requests;
  private long renamed = 1L << 40;

  SimulatedClient(
      long id, EventLoop loop, LocalClock clock, Outside outside, Sabotage bug, Coverage coverage) {
    this.id = id;
    this.loop = loop;
    this.clock = clock;
    this.outside = outside;
    this.bug = bug;
    this.coverage = coverage;
    standstill = new Standstill(loop);
  }

  long id() {
    return id;
  }

  EventLoop loop() {
    return loop;
  }

  /** Whether the client stands still, and what waits for it then. */
  Standstill standstill() {
    return standstill;
  }

  /** Runs {@code action} after {@code delayNanos}, or when the client goes on. */
  void after(long delayNanos, Runnable action) {
    loop.after(delayNanos, () -> standstill.come(Standstill.TIMERS, action));
  }

  Sabotage bug() {
    return bug;
  }

  Coverage coverage() {
    return coverage;
  }

  LocalClock clock() {
    return clock;
  }

  /** The client's own time. */
  long nowNanos() {
    return clock.nowNanos();
  }

  Configuration configuration() {
    return configuration;
  }

  void configure(Configuration newer) {
    if (newer.version() <= configuration.version()) {
      return;
    }
    configuration = newer;
    List.copyOf(calls).forEach(SimulatedCall::configured);
  }

  boolean knows(String space) {
    return configuration.space(space).isPresent();
  }

  void receive(ServerResponse response) {
    SimulatedCall call = waiting.get(response.requestId());
    if (call != null) {
      call.receive(response);
    }
  }

  /** The link to {@code server} has ended. */
  void disconnected(long server) {
    List.copyOf(calls).forEach(call -> call.disconnected(server));
  }

  void started(SimulatedCall call) {
    calls.add(call);
  }

  void ended(SimulatedCall call, long request) {
    waiting.remove(request);
    calls.remove(call);
  }

  /** The number of a new sending of {@code call}. */
  long register(SimulatedCall call) {
    requests++;
    waiting.put(requests, call);
    return requests;
  }

  /** Nothing that comes for that sending counts any more. */
  void forget(long request) {
    waiting.remove(request);
  }

  boolean send(long server, long region, ClientRequest request) {
    return outside.toServer(id, server, region, request);
  }

  Space space(String name) {
    return configuration.space(name).orElseThrow();
  }

  /** A read that has not started; whoever gives up learns nothing. */
  SimulatedCall read(
      Space space,
      Bytes key,
      Columns columns,
      long deadlineNanos,
      Consumer<Optional<StoredRow>> then,
      Consumer<SimulatedCall.GivenUp> givenUp) {
    return new SimulatedCall(this, Access.GET, Router.keyRegion(space, key).id(), deadlineNanos) {
      @Override
      ClientRequest request(long request, long region, long epoch) {
        return new ClientRequest.Get(request, region, epoch, key, columns);
      }

      @Override
      void answer(ServerResponse response) {
        succeeded();
        then.accept(((GetResult) response).row());
      }

      @Override
      void failed(GivenUp how) {
        givenUp.accept(how);
      }
    };
  }

  /** Reads an object, or what is wanted of it. */
  void get(
      String space,
      Bytes key,
      Columns columns,
      long deadlineNanos,
      Consumer<Optional<StoredRow>> then,
      Consumer<SimulatedCall.GivenUp> givenUp) {
    read(space(space), key, columns, deadlineNanos, then, givenUp).start();
  }

  /** The number of the client's newest write. */
  long lastSequence() {
    return lastSequence;
  }

  /** The name of the client's next write; it must be {@linkplain #write written}. */
  OperationId nextOperation() {
    lastSequence = sequences.next();
    return new OperationId(id, lastSequence);
  }

  /**
   * Changes an object.
   *
   * @param template the request; its numbers, region, epoch and watermark are filled in
   */
  void write(
      String space,
      Write template,
      long deadlineNanos,
      Consumer<WriteResult> then,
      Consumer<SimulatedCall.GivenUp> givenUp) {
    write(space(space), template, deadlineNanos, then, givenUp);
  }

  /** Changes an object of a space that may have been removed meanwhile. */
  void write(
      Space space,
      Write template,
      long deadlineNanos,
      Consumer<WriteResult> then,
      Consumer<SimulatedCall.GivenUp> givenUp) {
    long sequence = template.operation().sequence();
    long keyRegion = Router.keyRegion(space, template.key()).id();
    new SimulatedCall(this, Access.WRITE, keyRegion, deadlineNanos) {
      @Override
      ClientRequest request(long request, long region, long epoch) {
        return addressed(template, request, region, epoch);
      }

      @Override
      void answer(ServerResponse response) {
        succeeded();
        sequences.end(sequence);
        then.accept((WriteResult) response);
      }

      @Override
      void failed(GivenUp how) {
        sequences.end(sequence);
        givenUp.accept(bug.is(PlantedBug.UNKNOWN_GUESSED) ? new GivenUp(false, how.reason()) : how);
      }
    }.start();
  }

  private Write addressed(Write w, long request, long region, long epoch) {
    OperationId operation =
        bug.is(PlantedBug.RETRY_RENAMED) ? new OperationId(id, ++renamed) : w.operation();
    return new Write(
        request,
        region,
        epoch,
        operation,
        sequences.watermark(),
        w.key(),
        w.existence(),
        w.ifVersion(),
        w.guards(),
        w.change());
  }

  /** Carries out a search of any kind. */
  void search(String space, SimulatedSearch.Request request) {
    new SimulatedSearch(this, space(space), request).start();
  }

  /** Counts the objects that match. */
  void count(
      String space,
      Predicate predicate,
      long deadlineNanos,
      Consumer<Long> then,
      Consumer<SimulatedCall.GivenUp> givenUp) {
    new SimulatedCount(this, space(space), predicate, deadlineNanos, then, givenUp).start();
  }
}
