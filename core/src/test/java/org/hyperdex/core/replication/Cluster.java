package org.hyperdex.core.replication;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * Servers of one shard each, and the links between them. Nothing moves by itself: {@link #run}
 * delivers what is under way, one message a turn, except on links that are held.
 */
final class Cluster {
  private static final int MAX_DELIVERIES = 1_000_000;

  private record Path(long from, long to) {}

  private static final class Running {
    private final Shard shard;
    private final MemoryStore store;

    private Running(long id, MemoryStore store) {
      this.store = store;
      shard = new Shard(id, _ -> true, store);
    }
  }

  private final Map<Long, MemoryStore> disks = new TreeMap<>();
  private final Map<Long, Running> processes = new TreeMap<>();
  private final Map<Path, Deque<ChainMessage>> underWay = new LinkedHashMap<>();
  private final Set<Path> held = new HashSet<>();
  private final Map<Long, List<ServerResponse>> answers = new TreeMap<>();
  private final List<TurnEffects.StartSearch> searches = new ArrayList<>();
  private final List<Divergence> divergences = new ArrayList<>();
  private long nowNanos = 1;
  private final Map<Long, List<ChainMessage>> delivered = new TreeMap<>();

  /** Starts the process of a server, again if it ran, on what its disk has. */
  void start(long id) {
    stop(id);
    processes.put(id, new Running(id, disks.computeIfAbsent(id, _ -> new MemoryStore())));
  }

  /**
   * Ends the process: what is on its way from it still arrives, what is on its way to it does not.
   */
  void stop(long id) {
    processes.remove(id);
    underWay.forEach((path, queue) -> {
      if (path.to() == id) {
        queue.clear();
      }
    });
  }

  /** The server's process adopts {@code configuration}. */
  void configure(Configuration configuration, long... servers) {
    for (long id : servers) {
      turn(id, shard -> shard.configure(configuration));
    }
  }

  /** A client asks; link and request id are one number here. */
  void ask(long server, ClientRequest request) {
    turn(server, shard -> shard.receive(request.requestId(), request));
  }

  /** What the request has been answered so far. */
  List<ServerResponse> answers(long requestId) {
    return answers.getOrDefault(requestId, List.of());
  }

  @Nullable ServerResponse answer(long requestId) {
    List<ServerResponse> all = answers(requestId);
    return all.isEmpty() ? null : all.getLast();
  }

  List<TurnEffects.StartSearch> searches() {
    return searches;
  }

  /** What all servers have found to differ. */
  List<Divergence> divergences() {
    return divergences;
  }

  /** Lets time pass at all servers. */
  void pass(long nanos) {
    nowNanos += nanos;
    for (long id : running()) {
      turn(id, Shard::tick);
    }
  }

  long nowNanos() {
    return nowNanos;
  }

  /** One turn of a server. */
  void turn(long id, Consumer<Shard> event) {
    Running process = processes.get(id);
    if (process == null) {
      return;
    }
    process.shard.time(nowNanos);
    event.accept(process.shard);
    TurnEffects effects = process.shard.endTurn();
    effects.changes().forEach(process.store::apply);
    effects.sends().forEach(send -> put(id, send));
    effects.replies().forEach(this::put);
    effects.durableSends().forEach(send -> put(id, send));
    effects.durableReplies().forEach(this::put);
    searches.addAll(effects.searches());
    effects.settled().forEach(SearchPending::settle);
    divergences.addAll(effects.divergences());
    process.shard.turnDone();
  }

  private void put(long from, TurnEffects.Send send) {
    underWay
        .computeIfAbsent(new Path(from, send.server()), _ -> new ArrayDeque<>())
        .addLast(send.message());
  }

  private void put(TurnEffects.Reply reply) {
    answers.computeIfAbsent(reply.link(), _ -> new ArrayList<>()).add(reply.response());
  }

  /** Delivers until nothing is under way but on held links. */
  void run() {
    int deliveries = 0;
    boolean moved = true;
    while (moved) {
      moved = false;
      for (Path path : List.copyOf(underWay.keySet())) {
        Deque<ChainMessage> queue = Objects.requireNonNull(underWay.get(path));
        if (!held.contains(path) && !queue.isEmpty()) {
          deliver(path.to(), queue.removeFirst());
          moved = true;
          if (++deliveries > MAX_DELIVERIES) {
            throw new IllegalStateException("the servers do not come to rest");
          }
        }
      }
    }
  }

  /** Delivers one message; false if none is under way. */
  boolean step() {
    for (Path path : List.copyOf(underWay.keySet())) {
      Deque<ChainMessage> queue = Objects.requireNonNull(underWay.get(path));
      if (!held.contains(path) && !queue.isEmpty()) {
        deliver(path.to(), queue.removeFirst());
        return true;
      }
    }
    return false;
  }

  /** Delivers some messages, each the next one of a link that chance picks. */
  void steps(int count, Random random) {
    List<Path> paths = List.copyOf(underWay.keySet());
    for (int i = 0; i < count && !paths.isEmpty(); i++) {
      Path path = paths.get(random.nextInt(paths.size()));
      Deque<ChainMessage> queue = Objects.requireNonNull(underWay.get(path));
      if (!held.contains(path) && !queue.isEmpty()) {
        deliver(path.to(), queue.removeFirst());
      }
    }
  }

  private void deliver(long to, ChainMessage message) {
    if (processes.containsKey(to)) {
      delivered.computeIfAbsent(to, _ -> new ArrayList<>()).add(message);
      turn(to, shard -> shard.receive(message));
    }
  }

  /** What the server's processes have been sent, in order. */
  List<ChainMessage> delivered(long server) {
    return delivered.getOrDefault(server, List.of());
  }

  /** What goes from one to the other stays on its way until it is let go. */
  void hold(long from, long to) {
    held.add(new Path(from, to));
  }

  void letGo(long from, long to) {
    held.remove(new Path(from, to));
  }

  /** The link breaks, with what is on it, and stands again. */
  void breakLink(long from, long to) {
    lose(from, to);
    turn(from, shard -> shard.peerReconnected(to));
    turn(to, shard -> shard.peerReconnected(from));
  }

  /** Takes what is on its way; nobody is told. */
  List<ChainMessage> take(long from, long to) {
    Deque<ChainMessage> queue = underWay.getOrDefault(new Path(from, to), new ArrayDeque<>());
    List<ChainMessage> taken = List.copyOf(queue);
    queue.clear();
    return taken;
  }

  /** Loses what is on its way; nobody is told yet. */
  void lose(long from, long to) {
    Deque<ChainMessage> queue = underWay.get(new Path(from, to));
    if (queue != null) {
      queue.clear();
    }
  }

  MemoryStore disk(long server) {
    return Objects.requireNonNull(disks.get(server));
  }

  Shard shard(long server) {
    return Objects.requireNonNull(processes.get(server)).shard;
  }

  Set<Long> running() {
    return new TreeSet<>(processes.keySet());
  }
}
