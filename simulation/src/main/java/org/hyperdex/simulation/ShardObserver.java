package org.hyperdex.simulation;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hyperdex.core.cluster.Configuration.RegionRef;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ChainMessage.Ack;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.replication.StoreChange;
import org.hyperdex.core.replication.TransferProgress;
import org.hyperdex.core.replication.TurnEffects;
import org.hyperdex.simulation.Transitions.Table;

/** Sees from outside which transitions of the protocol a shard passes. */
final class ShardObserver {
  private record Name(long region, Bytes key, Version version) {}

  private record Transfer(long region, long epoch, long joiner) {}

  private final SimulatedServer server;
  private final Transitions transitions;
  private final Set<Name> acknowledged = new HashSet<>();
  private final Set<Name> toldByTail = new HashSet<>();
  private final Set<Transfer> begun = new HashSet<>();
  private final Set<Transfer> synced = new HashSet<>();

  /** The regions whose joiner begins anew in this turn: what it had pending is void. */
  private final Set<Long> voided = new HashSet<>();

  ShardObserver(SimulatedServer server, Transitions transitions) {
    this.server = server;
    this.transitions = transitions;
  }

  private static String place(Optional<Region> region, long server) {
    if (region.isEmpty()) {
      return "has no part";
    }
    if (region.get().isJoinedBy(server)) {
      return "joins";
    }
    int place = region.get().chain().indexOf(server);
    return place < 0 ? "has no part" : place == 0 ? "head" : "another member";
  }

  void arrives(ClientRequest request) {
    long id;
    long epoch;
    String kind;
    switch (request) {
      case ClientRequest.Get get -> {
        id = get.region();
        epoch = get.epoch();
        kind = "get";
      }
      case ClientRequest.Write write -> {
        id = write.region();
        epoch = write.epoch();
        kind = "write";
      }
      case ClientRequest.Search search -> {
        id = search.region();
        epoch = search.epoch();
        kind = "search or count";
      }
      case ClientRequest.Count count -> {
        id = count.region();
        epoch = count.epoch();
        kind = "search or count";
      }
      default -> {
        return;
      }
    }
    Optional<Region> region = server.adopted().region(id).map(RegionRef::region);
    long known = region.map(Region::epoch).orElse(0L);
    String what =
        epoch == known ? kind : "of " + (epoch < known ? "an older epoch" : "a newer epoch");
    transitions.passed(Table.REQUEST, place(region, server.id()) + ", " + what);
  }

  void arrives(ChainMessage message) {
    Optional<Region> region = server.adopted().region(message.region()).map(RegionRef::region);
    long known = region.map(Region::epoch).orElse(0L);
    String kind = message.getClass().getSimpleName();
    if (message.epoch() == known) {
      transitions.passed(Table.MESSAGE, kind + ", " + place(region, server.id()));
    } else {
      String age = message.epoch() < known ? ", older" : ", newer";
      transitions.passed(Table.MESSAGE_OF_ANOTHER_EPOCH, kind + age);
    }
    switch (message) {
      case Ack ack -> {
        Name name = new Name(ack.region(), ack.key(), ack.version());
        if (server.store().hasPending(name.region, name.key, name.version)) {
          transitions.passed(Table.PENDING_WRITE, "SENT -> ACKED");
          acknowledged.add(name);
        }
      }
      case ChainMessage.TransferCommit commit ->
          toldByTail.add(new Name(commit.region(), commit.key(), commit.version()));
      case ChainMessage.TransferBegin begin -> begin(begin.region());
      default -> {}
    }
  }

  private void begin(long region) {
    acknowledged.removeIf(name -> name.region == region);
    voided.add(region);
  }

  /** The effects of a turn are about to be carried out. */
  void decided(TurnEffects effects, List<TransferProgress> transfers) {
    Set<Name> written = new HashSet<>();
    for (StoreChange change : effects.changes()) {
      switch (change) {
        case StoreChange.PutRow(long region, Bytes key, var row) ->
            written.add(new Name(region, key, row.version()));
        case StoreChange.RemovePending(long region, Bytes key, Version version) ->
            committed(new Name(region, key, version));
        default -> {}
      }
    }
    for (TurnEffects.Send send : effects.durableSends()) {
      if (send.message() instanceof Ack ack
          && written.stream()
              .anyMatch(one -> one.key.equals(ack.key()) && one.version.equals(ack.version()))) {
        transitions.passed(Table.PENDING_WRITE, "LAST -> ACKED");
      }
    }
    for (TransferProgress one : transfers) {
      Transfer transfer = new Transfer(one.region(), one.epoch(), one.joiner());
      if (begun.add(transfer)) {
        transitions.passed(Table.TRANSFER, "begun");
      }
      if (one.ready() && synced.add(transfer)) {
        transitions.passed(Table.TRANSFER, "WALKING -> HOLDING -> SYNCED");
      }
    }
    voided.clear();
  }

  private void committed(Name name) {
    if (toldByTail.remove(name) || voided.contains(name.region)) {
      return;
    }
    if (acknowledged.remove(name)) {
      transitions.passed(Table.PENDING_WRITE, "ACKED -> committed");
    } else {
      // It was sent, for it was recorded, and nobody has acknowledged it: nobody comes after this.
      transitions.passed(Table.PENDING_WRITE, "SENT -> LAST");
    }
  }
}
