package org.hyperdex.core.coordinator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hyperdex.core.cluster.Server;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which servers are lost. What it knows is the leader's alone and is gathered anew by the
 * next one.
 *
 * <p>A heartbeat is answered with a lease that counts from the time the server sent it. So a server
 * that was not heard of for the lease and a margin, for clocks that run at different speeds, has
 * none any more: it is lost. A new leader does not know what the one before it has granted, so it
 * waits that long first. So does one that was not asked for a while: what came meanwhile has not
 * been read yet, and silence proves nothing.
 *
 * <p>There is a faster way. When a process dies, its host closes its connections and refuses new
 * ones. If the stream of heartbeats broke off and a connection to the server's port is
 * <em>refused</em>, no process of that server is left that could hold a lease. Anything else, a
 * time-out or an answer, proves nothing, and is asked again until the lease has run out. A new
 * leader, to whom no stream has come yet, cannot see one break off: it asks the ports of the
 * servers that do not turn to it soon.
 *
 * <p>A server may be alive and of no use: its neighbours cannot reach it ({@link Neighbours}). It
 * is {@linkplain #withhold granted no lease} any more, and is lost when all it had have run out.
 * One that an operator takes out while it lives is {@linkplain #dismiss granted none} either, and
 * stays in its chains until then.
 *
 * <p>Who was reported lost gets no lease any more as the same process: that the log says so may be
 * under way, and once it does, others go on without that server. It is reported until the log has
 * it.
 *
 * <p>Time is an argument: nanoseconds of a monotonic clock, whose values may wrap around. Not
 * thread-safe.
 */
public final class FailureDetector {
  /** How long the shell should wait before it asks a port again. */
  static final long PROBE_INTERVAL_NANOS = 50_000_000;

  /** How long a server may take to turn to a new leader before its port is asked. */
  static final long TURNING_NANOS = 100_000_000;

  /** How long a dismissed server without a lease may wait for the log to say that it is gone. */
  static final long DISMISSAL_NANOS = 5_000_000_000L;

  private final Settings settings;
  private final Map<Long, Watch> watches = new LinkedHashMap<>();
  private long leadingSinceNanos;
  private @Nullable Long lastTickNanos;

  /**
   * How failures are detected.
   *
   * @param leaseNanos what a heartbeat grants
   * @param marginNanos what is waited beyond, for the drift of clocks
   * @param refusedPortIsLoss whether the faster way is taken
   */
  public record Settings(long leaseNanos, long marginNanos, boolean refusedPortIsLoss) {
    public Settings {
      if (leaseNanos < 1 || marginNanos < 0) {
        throw new IllegalArgumentException(
            "no lease: " + leaseNanos + " ns and " + marginNanos + " ns");
      }
    }
  }

  /** What a port said. */
  public enum Answer {
    /** The host said that no process has the port. */
    REFUSED,
    /** Somebody has it, or nothing was heard. */
    OTHER
  }

  /**
   * A server that is lost.
   *
   * @param reason {@code LEASE_EXPIRED}, {@code PORT_REFUSED} or {@code NEIGHBOURS_CUT_OFF}
   * @param silentNanos how long it was not heard of
   */
  public record Lost(long server, long incarnation, Recovery.Reason reason, long silentNanos) {}

  private static final class Watch {
    final Server server;
    long heardNanos;
    boolean turned;
    boolean broken;
    boolean refused;
    long probedNanos;
    boolean probed;
    boolean withheld;
    long withheldSinceNanos;
    boolean dismissed;
    long dismissedSinceNanos;
    Recovery.@Nullable Reason lost;

    Watch(Server server, long nowNanos) {
      this.server = server;
      this.heardNanos = nowNanos;
    }

    /** Whether a stream has come from it and stands, as far as is known. */
    boolean isHeard() {
      return turned && !broken;
    }

    boolean mayBeGone(long nowNanos) {
      return broken || (!turned && nowNanos - heardNanos >= TURNING_NANOS);
    }
  }

  public FailureDetector(Settings settings) {
    this.settings = settings;
  }

  /** The leader's time begins: whatever was known is void. */
  public void becameLeader(long nowNanos) {
    watches.clear();
    leadingSinceNanos = nowNanos;
    lastTickNanos = null;
  }

  /**
   * Says which servers are available, in which incarnation: the others are not watched. One that
   * was not watched before counts as heard of now.
   */
  public void watch(Collection<Server> available, long nowNanos) {
    Map<Long, Watch> before = new HashMap<>(watches);
    watches.clear();
    for (Server server : available) {
      Watch known = before.get(server.id());
      watches.put(
          server.id(),
          known != null && known.server.equals(server) ? known : new Watch(server, nowNanos));
    }
  }

  /**
   * A heartbeat came.
   *
   * @return the lease, in milliseconds from when the server sent it; 0 if that incarnation is not
   *     the one that is watched, or was reported lost, or is withheld leases, or dismissed
   */
  public long heartbeat(long server, long incarnation, long nowNanos) {
    Watch watch = watchOf(server, incarnation);
    if (watch == null || watch.lost != null) {
      return 0;
    }
    watch.heardNanos = nowNanos;
    watch.turned = true;
    watch.broken = false;
    watch.refused = false;
    watch.probed = false;
    return watch.withheld || watch.dismissed ? 0 : settings.leaseNanos() / 1_000_000;
  }

  /** Grants no leases to {@code servers} from now on, and to all others again. */
  public void withhold(Set<Long> servers, long nowNanos) {
    for (Watch watch : watches.values()) {
      boolean withheld = servers.contains(watch.server.id());
      if (withheld && !watch.withheld) {
        watch.withheldSinceNanos = nowNanos;
      }
      watch.withheld = withheld;
    }
  }

  /**
   * Grants {@code server} no lease from now on, for somebody is about to take it out of its chains.
   * If nobody does within seconds after it may, it is lost: only the log can say that whoever began
   * is not going on. Whoever is not {@linkplain #watch watched} counts as taken out already.
   *
   * @return whether it may be taken out: it has no lease left
   */
  public boolean dismiss(long server, long nowNanos) {
    Watch watch = watches.get(server);
    if (watch == null || watch.lost != null) {
      return true;
    }
    if (!watch.dismissed) {
      watch.dismissed = true;
      watch.dismissedSinceNanos = nowNanos;
    }
    return nowNanos - watch.dismissedSinceNanos > patienceNanos();
  }

  /** The stream of a server's heartbeats broke off. What is to be done is in {@link #probes}. */
  public void streamBroken(long server, long incarnation) {
    Watch watch = watchOf(server, incarnation);
    if (watch != null) {
      watch.broken = true;
    }
  }

  /** The servers whose ports should be asked now, each not more often than makes sense. */
  public List<Server> probes(long nowNanos) {
    List<Server> due = new ArrayList<>();
    if (!settings.refusedPortIsLoss()) {
      return due;
    }
    for (Watch watch : watches.values()) {
      if (watch.mayBeGone(nowNanos)
          && !watch.refused
          && (!watch.probed || nowNanos - watch.probedNanos >= PROBE_INTERVAL_NANOS)) {
        watch.probed = true;
        watch.probedNanos = nowNanos;
        due.add(watch.server);
      }
    }
    return due;
  }

  /** A port was asked. An answer from before the newest heartbeat does not count. */
  public void probeAnswered(long server, long incarnation, Answer answer) {
    Watch watch = watchOf(server, incarnation);
    if (watch != null && !watch.isHeard() && watch.probed && answer == Answer.REFUSED) {
      watch.refused = true;
    }
  }

  /** The servers that are lost; to be called several times in each lease. */
  public List<Lost> tick(long nowNanos) {
    if (lastTickNanos != null && nowNanos - lastTickNanos > settings.leaseNanos() / 2) {
      watches.values().forEach(watch -> watch.heardNanos = nowNanos);
    }
    lastTickNanos = nowNanos;
    long patienceNanos = patienceNanos();
    boolean mayHaveLeases = nowNanos - leadingSinceNanos < patienceNanos;
    List<Lost> lost = new ArrayList<>();
    for (Watch watch : watches.values()) {
      long silentNanos = nowNanos - watch.heardNanos;
      if (watch.lost == null) {
        if (watch.refused) {
          watch.lost = Recovery.Reason.PORT_REFUSED;
        } else if (!mayHaveLeases && silentNanos > patienceNanos) {
          watch.lost = Recovery.Reason.LEASE_EXPIRED;
        } else if (watch.withheld && nowNanos - watch.withheldSinceNanos > patienceNanos) {
          watch.lost = Recovery.Reason.NEIGHBOURS_CUT_OFF;
        } else if (watch.dismissed
            && nowNanos - watch.dismissedSinceNanos > patienceNanos + DISMISSAL_NANOS) {
          watch.lost = Recovery.Reason.LEASE_EXPIRED;
        }
      }
      if (watch.lost != null) {
        lost.add(new Lost(watch.server.id(), watch.server.incarnation(), watch.lost, silentNanos));
      }
    }
    return lost;
  }

  private long patienceNanos() {
    return settings.leaseNanos() + settings.marginNanos();
  }

  private @Nullable Watch watchOf(long server, long incarnation) {
    Watch watch = watches.get(server);
    return watch != null && watch.server.incarnation() == incarnation ? watch : null;
  }
}
