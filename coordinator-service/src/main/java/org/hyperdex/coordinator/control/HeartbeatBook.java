package org.hyperdex.coordinator.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.coordinator.Stability;
import org.jspecify.annotations.Nullable;

/**
 * When the leader last heard of each server, and what it heard.
 *
 * <p>Whoever has not been heard of yet gets the full time-out from the first look at it: so a new
 * leader, which starts with an empty book, declares nobody lost before it has waited that long. The
 * same holds after the leader itself stood still for a while: what piled up meanwhile has not been
 * read yet, so silence proves nothing.
 *
 * <p>Time is an argument (nanoseconds of any monotonic clock). Thread-safe.
 */
public final class HeartbeatBook {
  private final long timeoutNanos;
  private final Map<Long, Sighting> sightings = new HashMap<>();
  private @Nullable Long lastLookNanos;

  /**
   * What a server said last.
   *
   * @param incarnation which of its processes
   * @param seenNanos when
   * @param adoptedVersion the configuration it works with; 0 if it has not said
   * @param settled whether no write of an older epoch is pending at it
   */
  public record Sighting(long incarnation, long seenNanos, long adoptedVersion, boolean settled) {
    Sighting at(long nanos) {
      return new Sighting(incarnation, nanos, adoptedVersion, settled);
    }
  }

  public HeartbeatBook(Duration timeout) {
    this.timeoutNanos = timeout.toNanos();
  }

  /** A heartbeat came. */
  public synchronized void heard(
      long server, long incarnation, long adoptedVersion, boolean settled, long nowNanos) {
    sightings.put(server, new Sighting(incarnation, nowNanos, adoptedVersion, settled));
  }

  /** What the server's process of that incarnation said last. */
  public synchronized Optional<Sighting> lastOf(long server, long incarnation) {
    return Optional.ofNullable(sightings.get(server))
        .filter(sighting -> sighting.incarnation() == incarnation);
  }

  /** What the servers said of themselves last, by server id. */
  public synchronized Map<Long, Stability.Report> reports() {
    Map<Long, Stability.Report> reports = new HashMap<>();
    sightings.forEach((server, sighting) -> {
      if (sighting.adoptedVersion() > 0) {
        reports.put(
            server,
            new Stability.Report(
                sighting.incarnation(), sighting.adoptedVersion(), sighting.settled()));
      }
    });
    return reports;
  }

  /**
   * Looks at the servers that should be sending heartbeats; to be called several times in each
   * time-out.
   *
   * @return those that have been silent for the time-out
   */
  public synchronized List<Server> silent(Collection<Server> expected, long nowNanos) {
    if (lastLookNanos != null && nowNanos - lastLookNanos > timeoutNanos / 2) {
      sightings.replaceAll((_, sighting) -> sighting.at(nowNanos));
    }
    lastLookNanos = nowNanos;
    List<Server> silent = new ArrayList<>();
    Map<Long, Sighting> kept = new HashMap<>();
    for (Server server : expected) {
      Sighting sighting =
          lastOf(server.id(), server.incarnation())
              .orElseGet(() -> new Sighting(server.incarnation(), nowNanos, 0, false));
      kept.put(server.id(), sighting);
      if (nowNanos - sighting.seenNanos() >= timeoutNanos) {
        silent.add(server);
      }
    }
    sightings.clear();
    sightings.putAll(kept);
    return silent;
  }

  /** Forgets everything: another time as the leader begins. */
  public synchronized void clear() {
    sightings.clear();
    lastLookNanos = null;
  }
}
