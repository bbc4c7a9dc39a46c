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
 * UP      -> BROKEN   something breaks it: what is sent meanwhile is lost
 * BROKEN  -> UP       a while later, unless it is blocked then: another connection begins
 * UP      -> BLOCKED  a partition: nothing arrives; the sender does not know
 * BLOCKED -> UP       the partition heals soon: what was sent arrives, late
 * BLOCKED -> BROKEN   the partition lasts: the link is given up
 * </pre>
 *
 * Messages of one connection arrive in the order in which they were sent, those of different links
 * in any.
 *
 * <p>What is under way when a connection ends may be lost, all of it or from some message on. The
 * rest still arrives, in order, at any time: also after messages of the next connection, and a
 * second time where they were sent again. So it is in the product: each link is a connection of its
 * own, the receiver goes on reading what its host has of the old one, on another thread than the
 * new one's, and does not wait for its end before it accepts the new one; nor does the end of the
 * sender's process take back what its host has sent. Answers are different: they come by a link of
 * the one who asked, who takes nothing from it any more once it has ended for him.
 */
final class Network {
  /** Told when a link that lost messages stands again. */
  interface Listener {
    /** Whether the processes at both ends are there. */
    boolean reachable(long from, long to);

    /** Whether the link is one that {@code from} opens, of whose end {@code to} hears late. */
    boolean opens(long from, long to);

    /** The link has broken. */
    void broken(long from, long to);

    /** The link stands again after messages were lost. */
    void restored(long from, long to);

    /** A message arrives although its connection has ended. */
    void late(long from, long to);
  }

  private static final long MIN_DELAY_NANOS = 20_000;
  private static final long MAX_DELAY_NANOS = 2_000_000;
  private static final long SLOW_DELAY_NANOS = 20_000_000;
  private static final long MIN_RECONNECT_NANOS = 2_000_000;
  private static final long MAX_RECONNECT_NANOS = 60_000_000;
  private static final long KEEP_ALIVE_NANOS = 150_000_000;
  private static final long MAX_LATER_NANOS = 40_000_000;
  private static final int MOST_LATE = 12;

  private record Ends(long from, long to) implements Comparable<Ends> {
    @Override
    public int compareTo(Ends other) {
      int byFrom = Long.compare(from, other.from);
      return byFrom != 0 ? byFrom : Long.compare(to, other.to);
    }
  }

  /** What a link is from when it stands until it breaks. */
  private static final class Connection {
    private long lastArrivalNanos;
    private boolean ended;

    /** How many of the messages that were under way when it ended still arrive. */
    private int late;
  }

  private record Held(Connection connection, Runnable arrival) {}

  private static final class Link {
    private final Ends ends;
    private Connection connection = new Connection();
    private boolean broken;
    private int failedAttempts;

    /** Whether the story tells of its end, which is not simply that of a process. */
    private boolean told;

    private long cloggedUntilNanos;

    /** What arrives when the partition heals; null while there is none. */
    private @Nullable List<Held> heldBack;

    private Link(Ends ends) {
      this.ends = ends;
    }
  }

  private final EventLoop loop;
  private final int lateEvery;
  private final Map<Ends, Link> links = new TreeMap<>();
  private @Nullable Listener listener;
  private boolean ordered = true;

  /**
   * Makes a network without links.
   *
   * @param lateEvery of how many connections that end one leaves messages that still arrive; 0 if
   *     none does
   */
  Network(EventLoop loop, int lateEvery) {
    this.loop = loop;
    this.lateEvery = lateEvery;
  }

  void listen(Listener newListener) {
    listener = newListener;
  }

  /** Lets messages of one link overtake each other, as no link may. */
  void disorder() {
    ordered = false;
  }

  private Link link(long from, long to) {
    return links.computeIfAbsent(new Ends(from, to), Link::new);
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
    Connection connection = link.connection;
    if (ordered) {
      arrivalNanos = Math.max(arrivalNanos, connection.lastArrivalNanos + 1);
      connection.lastArrivalNanos = arrivalNanos;
    }
    loop.at(arrivalNanos, () -> arrive(link, connection, arrival));
    return true;
  }

  private void arrive(Link link, Connection connection, Runnable arrival) {
    if (link.heldBack != null) {
      link.heldBack.add(new Held(connection, arrival));
    } else if (connection.ended) {
      arriveLate(link, connection, arrival);
    } else {
      arrival.run();
    }
  }

  private void arriveLate(Link link, Connection connection, Runnable arrival) {
    if (connection.late == 0) {
      return;
    }
    connection.late--;
    connection.lastArrivalNanos =
        Math.max(loop.nowNanos(), connection.lastArrivalNanos)
            + loop.random().nextLong(1, MAX_LATER_NANOS);
    loop.at(
        connection.lastArrivalNanos,
        () -> {
          if (listener != null) {
            listener.late(link.ends.from, link.ends.to);
          }
          arrival.run();
        });
  }

  /** Ends the connection from {@code from} to {@code to}; the link comes back by itself. */
  void breakLink(long from, long to) {
    breakLink(from, to, true);
  }

  private void breakLink(long from, long to, boolean told) {
    Link link = link(from, to);
    if (from == to || link.broken) {
      return;
    }
    link.told = told;
    if (told) {
      loop.note(() -> "the link from " + from + " to " + to + " breaks");
    }
    link.connection.ended = true;
    if (lateEvery > 0
        && listener != null
        && listener.opens(from, to)
        && loop.random().nextInt(lateEvery) == 0) {
      link.connection.late = loop.random().nextInt(1, MOST_LATE);
      link.connection.lastArrivalNanos = loop.nowNanos();
    }
    link.connection = new Connection();
    link.broken = true;
    if (listener != null) {
      listener.broken(from, to);
    }
    reconnectLater(link);
  }

  private void reconnectLater(Link link) {
    loop.after(
        loop.random().nextLong(MIN_RECONNECT_NANOS, MAX_RECONNECT_NANOS),
        () -> {
          long from = link.ends.from;
          long to = link.ends.to;
          boolean blocked = link.heldBack != null || link(to, from).heldBack != null;
          if (listener == null || blocked || !listener.reachable(from, to)) {
            link.failedAttempts++;
            reconnectLater(link);
            return;
          }
          link.failedAttempts = 0;
          link.broken = false;
          if (link.told) {
            loop.note(() -> "the link from " + from + " to " + to + " stands again");
          }
          listener.restored(from, to);
        });
  }

  /** Whether the last attempt to connect has failed. */
  boolean unreachable(long from, long to) {
    return link(from, to).failedAttempts > 0;
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
    loop.after(nanos, () -> unblock(link));
    if (nanos > KEEP_ALIVE_NANOS) {
      loop.after(KEEP_ALIVE_NANOS, () -> breakLink(from, to));
      loop.after(KEEP_ALIVE_NANOS, () -> breakLink(to, from));
    }
  }

  private void unblock(Link link) {
    List<Held> arrivals = link.heldBack;
    link.heldBack = null;
    loop.note(() -> "from " + link.ends.from + " to " + link.ends.to + " the way is free again");
    if (arrivals != null) {
      arrivals.forEach(held -> arrive(link, held.connection, held.arrival));
    }
  }

  /** The process {@code id} has ended: all its links break. */
  void breakAll(long id, Iterable<Long> others) {
    for (long other : others) {
      breakLink(id, other, false);
      breakLink(other, id, false);
    }
  }
}
