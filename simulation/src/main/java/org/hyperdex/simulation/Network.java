package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The links between processes, one for each direction.
 *
 * <pre>
 * UP      -> BROKEN   something breaks it: what is under way is lost, and so is what is sent meanwhile
 * BROKEN  -> UP       a while later, unless it is blocked then
 * UP      -> BLOCKED  a partition: nothing arrives; the sender does not know
 * BLOCKED -> UP       the partition heals soon: what was sent arrives, late
 * BLOCKED -> BROKEN   the partition lasts: the link is given up
 * </pre>
 *
 * Messages of one link arrive in the order in which they were sent, those of different links in
 * any.
 */
final class Network {
  /** Told when a link that lost messages stands again. */
  interface Listener {
    /** Whether the processes at both ends are there. */
    boolean reachable(long from, long to);

    /** The link has broken. */
    void broken(long from, long to);

    /** The link stands again after messages were lost. */
    void restored(long from, long to);
  }

  private static final long MIN_DELAY_NANOS = 20_000;
  private static final long MAX_DELAY_NANOS = 2_000_000;
  private static final long SLOW_DELAY_NANOS = 20_000_000;
  private static final long MIN_RECONNECT_NANOS = 2_000_000;
  private static final long MAX_RECONNECT_NANOS = 60_000_000;
  private static final long KEEP_ALIVE_NANOS = 150_000_000;

  private record Ends(long from, long to) implements Comparable<Ends> {
    @Override
    public int compareTo(Ends other) {
      int byFrom = Long.compare(from, other.from);
      return byFrom != 0 ? byFrom : Long.compare(to, other.to);
    }
  }

  private static final class Link {
    private long lastArrivalNanos;
    private long generation;
    private boolean broken;
    private long cloggedUntilNanos;

    /** What arrives when the partition heals; null while there is none. */
    private @Nullable List<Runnable> heldBack;
  }

  private final EventLoop loop;
  private final Map<Ends, Link> links = new TreeMap<>();
  private @Nullable Listener listener;
  private boolean ordered = true;

  Network(EventLoop loop) {
    this.loop = loop;
  }

  void listen(Listener newListener) {
    listener = newListener;
  }

  /** Lets messages of one link overtake each other, as no link may. */
  void disorder() {
    ordered = false;
  }

  private Link link(long from, long to) {
    return links.computeIfAbsent(new Ends(from, to), _ -> new Link());
  }

  /** Runs {@code arrival} at the receiver when the message has travelled; false if it is lost. */
  boolean send(long from, long to, Runnable arrival) {
    Link link = link(from, to);
    if (link.broken) {
      return false;
    }
    boolean slow = loop.random().nextInt(40) == 0;
    long delayNanos =
        loop.random().nextLong(MIN_DELAY_NANOS, slow ? SLOW_DELAY_NANOS : MAX_DELAY_NANOS);
    long arrivalNanos = Math.max(loop.nowNanos(), link.cloggedUntilNanos) + delayNanos;
    if (ordered) {
      arrivalNanos = Math.max(arrivalNanos, link.lastArrivalNanos + 1);
      link.lastArrivalNanos = arrivalNanos;
    }
    long generation = link.generation;
    loop.at(arrivalNanos, () -> arrive(link, generation, arrival));
    return true;
  }

  private static void arrive(Link link, long generation, Runnable arrival) {
    if (link.generation != generation) {
      return;
    }
    if (link.heldBack != null) {
      link.heldBack.add(arrival);
    } else {
      arrival.run();
    }
  }

  /** Loses what is under way from {@code from} to {@code to}; the link comes back by itself. */
  void breakLink(long from, long to) {
    Link link = link(from, to);
    if (from == to || link.broken) {
      return;
    }
    loop.note(() -> "the link from " + from + " to " + to + " breaks");
    link.generation++;
    link.broken = true;
    if (link.heldBack != null) {
      link.heldBack = new ArrayList<>();
    }
    if (listener != null) {
      listener.broken(from, to);
    }
    reconnectLater(from, to);
  }

  private void reconnectLater(long from, long to) {
    loop.after(
        loop.random().nextLong(MIN_RECONNECT_NANOS, MAX_RECONNECT_NANOS),
        () -> {
          Link link = link(from, to);
          boolean blocked = link.heldBack != null || link(to, from).heldBack != null;
          if (listener == null || blocked || !listener.reachable(from, to)) {
            reconnectLater(from, to);
            return;
          }
          link.broken = false;
          loop.note(() -> "the link from " + from + " to " + to + " stands again");
          listener.restored(from, to);
        });
  }

  /** Lets what is sent within the next {@code nanos} arrive only after them. */
  void clog(long from, long to, long nanos) {
    if (from != to) {
      loop.note(() -> "the link from " + from + " to " + to + " is clogged");
      link(from, to).cloggedUntilNanos = loop.nowNanos() + nanos;
    }
  }

  /** Whether what is sent gets lost. */
  boolean broken(long from, long to) {
    return link(from, to).broken;
  }

  /** Whether a partition is between the two. */
  boolean blocked(long from, long to) {
    return link(from, to).heldBack != null || link(to, from).heldBack != null;
  }

  /** Lets nothing arrive for {@code nanos}; if that is long, the link breaks. */
  void block(long from, long to, long nanos) {
    Link link = link(from, to);
    if (from == to || link.heldBack != null) {
      return;
    }
    loop.note(() -> "nothing arrives from " + from + " at " + to);
    link.heldBack = new ArrayList<>();
    loop.after(nanos, () -> unblock(from, to));
    if (nanos > KEEP_ALIVE_NANOS) {
      loop.after(KEEP_ALIVE_NANOS, () -> breakLink(from, to));
      loop.after(KEEP_ALIVE_NANOS, () -> breakLink(to, from));
    }
  }

  private void unblock(long from, long to) {
    Link link = link(from, to);
    List<Runnable> arrivals = link.heldBack;
    link.heldBack = null;
    loop.note(() -> "from " + from + " to " + to + " the way is free again");
    if (arrivals != null) {
      arrivals.forEach(Runnable::run);
    }
  }

  /** The process {@code id} has ended: all its links break. */
  void breakAll(long id, Iterable<Long> others) {
    for (long other : others) {
      breakLink(id, other);
      breakLink(other, id);
    }
  }
}
