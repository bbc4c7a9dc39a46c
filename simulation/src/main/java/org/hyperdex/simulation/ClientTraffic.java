package org.hyperdex.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ClientRequest.Write;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.hyperdex.simulation.check.ExactlyOnceCheck;
import org.hyperdex.simulation.check.Finding;
import org.hyperdex.simulation.check.Observation.Answer;

/** What goes between clients and servers, and what must hold of every answer as it leaves. */
final class ClientTraffic {
  /** How late the copy of a write may be. */
  private static final long LATEST_NANOS = 60_000_000;

  /** No client makes so many requests. */
  private static final long FIRST_COPY = 1L << 50;

  private record Asked(long client, long request) {}

  private final Cluster cluster;
  private final SimulatedCoordinator coordinator;
  private final DurabilityCheck durability;
  private final ClientSleep sleep;
  private final ExactlyOnceCheck exactlyOnce = new ExactlyOnceCheck();
  private final Map<Asked, Write> asked = new HashMap<>();
  private final Set<OperationId> sent = new HashSet<>();
  private final Set<OperationId> sentAgain = new HashSet<>();
  private final Map<Long, Long> watermarks = new HashMap<>();
  private long copies = FIRST_COPY;

  ClientTraffic(
      Cluster cluster,
      SimulatedCoordinator coordinator,
      DurabilityCheck durability,
      ClientSleep sleep) {
    this.cluster = cluster;
    this.sleep = sleep;
    this.coordinator = coordinator;
    this.durability = durability;
  }

  /** A client asks; false if there is no link to the server. */
  boolean ask(long client, long server, long region, ClientRequest request) {
    if (request instanceof Write write) {
      if (!sent.add(write.operation())) {
        sentAgain.add(write.operation());
      }
      watermarks.merge(client, write.watermark(), Math::max);
      asked.put(new Asked(client, write.requestId()), write);
      sleep.writes(client);
    }
    if (cluster.network.broken(server, client)) {
      // A client's link is one for both directions.
      return false;
    }
    boolean underWay =
        cluster.toServer(
            client,
            server,
            () -> {
              cluster.loop.note(
                  request,
                  () -> "client " + client + " asks server " + server + ": " + Story.of(request));
              cluster.server(server).receive(client, region, request);
            });
    if (underWay && request instanceof Write write && hasLateCopy()) {
      askAgainLate(client, server, region, write);
    }
    return underWay;
  }

  private boolean hasLateCopy() {
    int every = cluster.scenario.amount(Fault.LATE_COPY);
    return every > 0 && cluster.loop.random().nextInt(every) == 0;
  }

  private void askAgainLate(long client, long server, long region, Write write) {
    Write copy = Rewritten.with(write, Map.of("requestId", copies++));
    asked.put(new Asked(client, copy.requestId()), copy);
    sentAgain.add(copy.operation());
    SimulatedServer process = cluster.server(server);
    long life = process.life();
    cluster.loop.after(
        cluster.loop.random().nextLong(LATEST_NANOS),
        () -> {
          if (process.running() && process.life() == life) {
            cluster.loop.note(
                copy,
                () -> "late, to server " + server + " of client " + client + ": " + Story.of(copy));
            process.receive(client, region, copy);
          }
        });
  }

  /** A server answers. */
  void answer(long from, long client, ServerResponse response) {
    if (response instanceof WriteResult result && result.outcome().success()) {
      check(from, client, result);
    }
    if (response.requestId() >= FIRST_COPY) {
      // The link it came by has ended.
      return;
    }
    cluster.network.send(
        from,
        client,
        () -> {
          cluster.loop.note(
              response,
              () -> "server " + from + " answers client " + client + ": " + Story.of(response));
          SimulatedClient asking = cluster.client(client);
          asking.standstill().come(from, () -> asking.receive(response));
        });
  }

  private void check(long from, long client, WriteResult result) {
    Write write = Objects.requireNonNull(asked.get(new Asked(client, result.requestId())));
    OperationId operation = write.operation();
    Answer answer = new Answer(result.outcome(), result.version());
    boolean first = exactlyOnce.answered(operation, write.key(), answer, cluster.loop.nowNanos());
    boolean again = sentAgain.contains(operation);
    durability.answers(
        coordinator.configuration(), from, write.region(), write.key(), result.version(), again);
    if (first && !answered(operation) && !again) {
      durability.answersFirst(coordinator.configuration(), from, write, result.version());
    }
  }

  /** Whether a client has said that it wants no answer of an operation any more. */
  boolean answered(OperationId operation) {
    return watermarks.getOrDefault(operation.client(), 0L) >= operation.sequence();
  }

  /** Operations that were answered in two ways. */
  List<Finding> findings() {
    return exactlyOnce.findings();
  }
}
