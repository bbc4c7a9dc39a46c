package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.hyperdex.core.client.Access;
import org.hyperdex.core.client.RetryMachine;
import org.hyperdex.core.client.Router;
import org.hyperdex.core.client.SearchMerge;
import org.hyperdex.core.client.SequenceWindow;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.hyperspace.Pruning;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ClientRequest.Write;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.CountResult;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.ServerResponse.GetResult;
import org.hyperdex.core.protocol.ServerResponse.Refused;
import org.hyperdex.core.protocol.ServerResponse.SearchRows;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.query.Predicate;

/** One client: the real routing and retrying of the core over the simulated network. */
final class SimulatedClient {
  private static final int UNLIMITED = Integer.MAX_VALUE;

  /** Sends a request to a server. */
  interface Outside {
    /** {@code region} is the one the request is for; false if there is no link to the server. */
    boolean toServer(long client, long server, long region, ClientRequest request);
  }

  /** How a request ended that was given up. */
  record GivenUp(boolean unknown) {}

  /** One request to one region, however often it is sent. */
  private final class Call {
    private final RetryMachine machine;
    private final LongFunction<ClientRequest> request;
    private final Consumer<ServerResponse> answer;
    private final Consumer<GivenUp> givenUp;
    private long requestId;
    private long armedNanos = Long.MIN_VALUE;

    private Call(
        Access access,
        long region,
        long deadlineNanos,
        LongFunction<ClientRequest> request,
        Consumer<ServerResponse> answer,
        Consumer<GivenUp> givenUp) {
      machine = new RetryMachine(access, region, deadlineNanos, loop.random().nextLong());
      this.request = request;
      this.answer = answer;
      this.givenUp = givenUp;
    }

    private void act(RetryMachine.Action action) {
      switch (action) {
        case NONE -> {}
        case SEND -> send();
        case FAIL -> {
          waiting.remove(requestId);
          calls.remove(this);
          givenUp.accept(new GivenUp(machine.outcomeUnknown()));
        }
      }
      arm();
    }

    private void arm() {
      boolean done = machine.state() == RetryMachine.State.DONE;
      if (!done && machine.nextTickNanos() != armedNanos) {
        armedNanos = machine.nextTickNanos();
        loop.at(armedNanos, () -> act(machine.tick(configuration, loop.nowNanos())));
      }
    }

    private void send() {
      waiting.remove(requestId);
      requestId = ++requests;
      waiting.put(requestId, this);
      long sent = requestId;
      if (!outside.toServer(id, machine.server(), machine.region(), request.apply(requestId))) {
        loop.after(
            CONNECT_NANOS,
            () -> {
              if (sent == requestId && machine.state() == RetryMachine.State.SENT) {
                waiting.remove(requestId);
                act(machine.disconnected(true, configuration, loop.nowNanos()));
              }
            });
      }
    }

    private void receive(ServerResponse response) {
      if (response instanceof Refused refused) {
        waiting.remove(requestId);
        loop.note("client " + id + " is refused: " + refused.reason());
        act(
            machine.refused(
                refused.reason(), refused.configurationVersion(), configuration, loop.nowNanos()));
        return;
      }
      if (!(response instanceof SearchRows)) {
        waiting.remove(requestId);
        calls.remove(this);
        machine.answered();
      }
      answer.accept(response);
    }
  }

  private static final long CONNECT_NANOS = 1_000_000;

  private final long id;
  private final EventLoop loop;
  private final Outside outside;
  private final Sabotage bug;
  private final Map<Long, Call> waiting = new TreeMap<>();
  private final List<Call> calls = new ArrayList<>();
  private final SequenceWindow sequences = new SequenceWindow();
  private Configuration configuration =
      new Configuration("", 0, false, List.of(), List.of(), List.of());
  private long requests;
  private long renamed = 1L << 40;

  SimulatedClient(long id, EventLoop loop, Outside outside, Sabotage bug) {
    this.id = id;
    this.loop = loop;
    this.outside = outside;
    this.bug = bug;
  }

  long id() {
    return id;
  }

  void configure(Configuration newer) {
    if (newer.version() <= configuration.version()) {
      return;
    }
    configuration = newer;
    for (Call call : List.copyOf(calls)) {
      call.act(call.machine.configured(configuration, loop.nowNanos()));
    }
  }

  boolean knows(String space) {
    return configuration.space(space).isPresent();
  }

  void receive(ServerResponse response) {
    Call call = waiting.get(response.requestId());
    if (call != null) {
      call.receive(response);
    }
  }

  /** The link to {@code server} has ended. */
  void disconnected(long server) {
    for (Call call : List.copyOf(calls)) {
      if (call.machine.state() == RetryMachine.State.SENT && call.machine.server() == server) {
        waiting.remove(call.requestId);
        call.act(call.machine.disconnected(false, configuration, loop.nowNanos()));
      }
    }
  }

  private Space space(String name) {
    return configuration.space(name).orElseThrow();
  }

  private void start(Call call) {
    calls.add(call);
    call.act(call.machine.start(configuration, loop.nowNanos()));
  }

  /** Reads an object; whoever gives up learns nothing. */
  void get(
      String space,
      Bytes key,
      long deadlineNanos,
      Consumer<Optional<StoredRow>> then,
      Consumer<GivenUp> givenUp) {
    long region = Router.keyRegion(space(space), key).id();
    Call[] call = new Call[1];
    call[0] =
        new Call(
            Access.GET,
            region,
            deadlineNanos,
            request -> new ClientRequest.Get(request, region, call[0].machine.epoch(), key),
            response -> then.accept(((GetResult) response).row()),
            givenUp);
    start(call[0]);
  }

  /** The name of the client's next write; it must be {@linkplain #write written}. */
  OperationId nextOperation() {
    return new OperationId(id, sequences.next());
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
      Consumer<GivenUp> givenUp) {
    long region = Router.keyRegion(space(space), template.key()).id();
    long sequence = template.operation().sequence();
    Call[] call = new Call[1];
    call[0] =
        new Call(
            Access.WRITE,
            region,
            deadlineNanos,
            request -> addressed(template, request, region, call[0].machine.epoch()),
            response -> {
              sequences.end(sequence);
              then.accept((WriteResult) response);
            },
            failure -> {
              sequences.end(sequence);
              givenUp.accept(bug.guessesOutcomes() ? new GivenUp(false) : failure);
            });
    start(call[0]);
  }

  private Write addressed(Write w, long request, long region, long epoch) {
    OperationId operation = bug.renamesRetries() ? new OperationId(id, ++renamed) : w.operation();
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

  /** Finds all objects that match. */
  void search(
      String space,
      Predicate predicate,
      long deadlineNanos,
      Consumer<List<FoundRow>> then,
      Consumer<GivenUp> givenUp) {
    Pruning.Chosen chosen = Router.searched(space(space), predicate);
    List<Region> regions = chosen.regions();
    SearchMerge merge =
        new SearchMerge(
            regions.size(), UNLIMITED, chosen.subspace().id() == space(space).keySubspace().id());
    List<FoundRow> found = new ArrayList<>();
    eachRegion(
        regions,
        deadlineNanos,
        (request, region, epoch) ->
            new ClientRequest.Search(request, region, epoch, predicate, UNLIMITED),
        (index, response) -> {
          if (response instanceof SearchRows rows) {
            for (FoundRow row : rows.rows()) {
              if (merge.accept(index, row.key()) || bug.deliversTwice()) {
                found.add(row);
              }
            }
          }
        },
        () -> then.accept(found),
        givenUp);
  }

  /** Counts the objects that match. */
  void count(
      String space,
      Predicate predicate,
      long deadlineNanos,
      Consumer<Long> then,
      Consumer<GivenUp> givenUp) {
    long[] sum = new long[1];
    eachRegion(
        Router.searched(space(space), predicate).regions(),
        deadlineNanos,
        (request, region, epoch) -> new ClientRequest.Count(request, region, epoch, predicate),
        (_, response) -> sum[0] += ((CountResult) response).count(),
        () -> then.accept(sum[0]),
        givenUp);
  }

  private interface RegionRequest {
    ClientRequest of(long request, long region, long epoch);
  }

  private interface RegionResponse {
    void accept(int index, ServerResponse response);
  }

  private void eachRegion(
      List<Region> regions,
      long deadlineNanos,
      RegionRequest request,
      RegionResponse response,
      Runnable complete,
      Consumer<GivenUp> givenUp) {
    int[] open = {regions.size()};
    boolean[] failed = new boolean[1];
    if (regions.isEmpty()) {
      loop.after(0, complete);
    }
    Runnable one =
        () -> {
          open[0]--;
          if (open[0] == 0 && !failed[0]) {
            complete.run();
          }
        };
    for (int i = 0; i < regions.size(); i++) {
      int index = i;
      long region = regions.get(i).id();
      Call[] call = new Call[1];
      call[0] =
          new Call(
              Access.SEARCH,
              region,
              deadlineNanos,
              number -> request.of(number, region, call[0].machine.epoch()),
              answer -> {
                response.accept(index, answer);
                if (!(answer instanceof SearchRows)) {
                  one.run();
                }
              },
              failure -> {
                if (bug.ignoresFailedRegions()) {
                  one.run();
                } else if (!failed[0]) {
                  failed[0] = true;
                  givenUp.accept(failure);
                }
              });
      start(call[0]);
    }
  }
}
