package org.hyperdex.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Configuration.RegionRef;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ClientRequest.Write;
import org.hyperdex.core.protocol.PathElement;
import org.hyperdex.core.protocol.Role;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.replication.PendingRecord;
import org.hyperdex.core.replication.StoreChange;
import org.hyperdex.simulation.check.KeyText;

/**
 * What must hold of the disks at every moment: a write that leaves its key region is durable at
 * every member of that; a write that a client is told of is durable at every member of its key
 * region's chain, and of the chains of its row's other regions; whoever becomes a member has every
 * such write; and no row is ever replaced by an older one. The chains are those of the newest
 * configuration there is, whoever has heard of it.
 */
final class DurabilityCheck {
  static final String NAME = "durability";

  private record Written(long region, Bytes key, Version version) {}

  private final Map<Long, SimulatedServer> servers;

  /** The rows that writes left where they were written, and where else by the writes' paths. */
  private final Map<Written, List<Long>> rows = new HashMap<>();

  /** The newest version that has committed somewhere in the region, by region and key. */
  private final Map<Written, Version> committed = new HashMap<>();

  /** The newest version a client was told of, by key region and key; none of removed objects. */
  private final Map<Written, Version> acknowledged = new HashMap<>();

  /** The newest removal that was begun, by region and key. */
  private final Map<Written, Version> removed = new HashMap<>();

  /**
   * Who was in the chain when a removal committed at its head: who came since never heard of it.
   */
  private final Map<Written, List<Long>> removers = new HashMap<>();

  /** Where each removal has committed: who becomes the head there may forget it. */
  private final Map<Written, Set<Long>> removedAt = new HashMap<>();

  private Configuration newest = new Configuration("", 0, false, List.of(), List.of(), List.of());

  DurabilityCheck(Map<Long, SimulatedServer> servers) {
    this.servers = servers;
  }

  /**
   * A head is about to tell a client that its write of {@code key} succeeded.
   *
   * @param from that head, perhaps not the newest any more
   * @param again whether the client had to ask more than once
   */
  void answers(
      Configuration configuration,
      long from,
      long region,
      Bytes key,
      Version version,
      boolean again) {
    Optional<RegionRef> found = configuration.region(region);
    if (found.isEmpty()) {
      return;
    }
    Version newest = committed.getOrDefault(new Written(region, key, Version.NONE), version);
    if (newest.compareTo(version) > 0) {
      // An old answer is told again. Who came since need not have heard of what was there before.
      return;
    }
    Written written = new Written(region, key, version);
    List<Long> places = rows.get(written);
    if (places == null && (again || removedAtNewerHead(configuration, from, written))) {
      // A removal that has committed long ago, and that everybody has passed and may forget.
      return;
    }
    check(configuration, region, key, version);
    Written name = new Written(region, key, Version.NONE);
    if (places == null) {
      return;
    }
    if (version.compareTo(removed.getOrDefault(name, Version.NONE)) > 0) {
      acknowledged.merge(name, version, DurabilityCheck::newer);
    }
    for (long place : places) {
      if (configuration.region(place).isPresent()) {
        check(configuration, place, key, version);
      }
      // Otherwise it was given up since, and what is in its place gets the row by comparison.
    }
  }

  /**
   * A client that still waits is about to be told, for the first time and by the first sending, of
   * a write: whoever may have to answer a retry knows its outcome, and nobody in the key region has
   * forgotten a removal that others may not have passed. The head itself knows in the turn in which
   * it answers that all have passed it.
   */
  void answersFirst(Configuration configuration, long head, Write write, Version version) {
    if (configuration.region(write.region()).isEmpty()) {
      return;
    }
    for (long member : chain(configuration, write.region())) {
      SimulatedStore store = server(member).store();
      if (!store.durablyKnows(write.region(), write.operation())) {
        throw new Violation(
            NAME,
            "server %d does not know the outcome of %s, which a client is told of"
                .formatted(member, write.operation()));
      }
      Written name = new Written(write.region(), write.key(), version);
      if (member != head && !removedAtNewerHead(configuration, head, name)) {
        compare(member, name, version, store.present(write.region(), write.key()));
      }
    }
  }

  /**
   * Whether a removal, this one or a later one, has committed at the head that there is, of which
   * {@code head} has not heard.
   */
  private boolean removedAtNewerHead(Configuration configuration, long head, Written name) {
    long newer = chain(configuration, name.region).getFirst();
    return newer != head
        && removedAt.entrySet().stream()
            .anyMatch(removal ->
                removal.getKey().region == name.region
                    && removal.getKey().key.equals(name.key)
                    && removal.getKey().version.compareTo(name.version) >= 0
                    && removal.getValue().contains(newer));
  }

  /**
   * A server is about to hand a write to somebody: beyond its key region nobody has what a member
   * of that could still lose, for nobody would take it back.
   */
  void sends(ChainMessage.Propagate write) {
    long home = write.path().getFirst().region();
    if (write.position() == 0 || newest.region(home).isEmpty()) {
      return;
    }
    Version done =
        committed.getOrDefault(new Written(home, write.key(), Version.NONE), Version.NONE);
    if (done.compareTo(write.version()) >= 0) {
      // It is told again, and who came since may never have heard of it.
      return;
    }
    for (long member : chain(newest, home)) {
      Version durable = server(member).store().durableVersion(home, write.key());
      if (durable.compareTo(write.version()) < 0) {
        throw new Violation(
            NAME,
            "%s leaves its key region at %s, and server %d has %s on disk"
                .formatted(KeyText.of(write.key()), write.version(), member, durable));
      }
    }
  }

  /** There is a new configuration: its members have all that clients were told of. */
  void published(Configuration configuration) {
    newest = configuration;
    // With its space a region is gone, and what clients were told of it.
    acknowledged.keySet().removeIf(name -> configuration.region(name.region).isEmpty());
    acknowledged.forEach((name, version) -> {
      for (long member : chain(configuration, name.region)) {
        compare(
            member, name, version, server(member).store().durablyPresent(name.region, name.key));
      }
    });
  }

  private void check(Configuration configuration, long region, Bytes key, Version version) {
    Written name = new Written(region, key, version);
    List<Long> chain = chain(configuration, region);
    List<Long> concerned = removers.getOrDefault(name, chain);
    for (long member : chain) {
      if (concerned.contains(member)) {
        compare(member, name, version, server(member).store().durableVersion(region, key));
      }
    }
  }

  private static List<Long> chain(Configuration configuration, long region) {
    return configuration.region(region).orElseThrow().region().chain();
  }

  private SimulatedServer server(long id) {
    return Objects.requireNonNull(servers.get(id));
  }

  private static void compare(long member, Written name, Version version, Version durable) {
    if (durable.compareTo(version) < 0) {
      throw new Violation(
          NAME,
          "a client is told that %s is at %s, and server %d has %s in region %d"
              .formatted(KeyText.of(name.key), version, member, durable, name.region));
    }
  }

  /** {@code server} is about to write {@code changes}. */
  void writes(SimulatedServer server, List<StoreChange> changes) {
    for (StoreChange change : changes) {
      if (change instanceof StoreChange.RemovePending(long at, Bytes of, Version done)) {
        Written name = new Written(at, of, Version.NONE);
        committed.merge(name, done, DurabilityCheck::newer);
        if (done.equals(removed.get(name))) {
          Written removal = new Written(at, of, done);
          removedAt.computeIfAbsent(removal, _ -> new HashSet<>()).add(server.id());
          if (leads(server, at)) {
            removers.put(removal, chain(newest, at));
          }
        }
      }
      if (change instanceof StoreChange.PutPending(long at, PendingRecord record)) {
        begins(at, record.propagate());
      }
      if (change instanceof StoreChange.PutRow(long region, Bytes key, StoredRow row)) {
        rows.putIfAbsent(new Written(region, key, row.version()), List.of());
        Version before = server.store().present(region, key);
        // What an older write still holds up has not been seen by anybody, and is sent again.
        boolean seen = !server.store().hasPendingBelow(region, key, row.version());
        if (row.version().compareTo(before) < 0 && seen && isMember(server, region)) {
          throw new Violation(
              NAME,
              "%s goes back from %s to %s in region %d at server %d"
                  .formatted(KeyText.of(key), before, row.version(), region, server.id()));
        }
      }
    }
  }

  private void begins(long region, ChainMessage.Propagate write) {
    Version version = write.version();
    if (write.row().isPresent()) {
      rows.put(new Written(region, write.key(), version), places(write));
      return;
    }
    // What removed the object is forgotten once everybody has passed it.
    Written name = new Written(region, write.key(), Version.NONE);
    removed.merge(name, version, DurabilityCheck::newer);
    acknowledged.computeIfPresent(name, (_, known) -> known.compareTo(version) < 0 ? null : known);
  }

  private static List<Long> places(ChainMessage.Propagate write) {
    return write.path().stream()
        .filter(place -> place.role() != Role.REMOVE)
        .map(PathElement::region)
        .toList();
  }

  private boolean leads(SimulatedServer server, long region) {
    return newest
        .region(region)
        .filter(found -> found.region().head().orElse(0) == server.id())
        .isPresent();
  }

  private static Version newer(Version one, Version other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static boolean isMember(SimulatedServer server, long region) {
    return server
        .adopted()
        .region(region)
        .filter(found -> found.region().chain().contains(server.id()))
        .isPresent();
  }
}
