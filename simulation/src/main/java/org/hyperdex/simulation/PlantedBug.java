package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ChainMessage.Ack;
import org.hyperdex.core.protocol.ChainMessage.ChunkStored;
import org.hyperdex.core.protocol.ChainMessage.ChunkWanted;
import org.hyperdex.core.protocol.ChainMessage.Propagate;
import org.hyperdex.core.protocol.ChainMessage.TransferMemory;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ClientRequest.Get;
import org.hyperdex.core.protocol.ClientRequest.Write;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.GetResult;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.replication.StoreChange;

/**
 * Mistakes an implementation could make. Each is planted from outside the core, at its seams; the
 * checks must find each of them.
 */
public enum PlantedBug implements Sabotage {
  /** There is none. */
  NONE,

  /** A node applies a write although it has not seen the one it builds on. */
  NO_PREREQUISITE {
    @Override
    public Optional<ChainMessage> arriving(ChainMessage message, SplittableRandom random) {
      return Optional.of(
          message instanceof Propagate p
              ? Rewritten.with(p, Map.of("previous", Version.NONE))
              : message);
    }
  },

  /** A get answers from a row whose write has not committed. */
  GET_DOES_NOT_WAIT {
    @Override
    public Optional<ServerResponse> answeredAtOnce(ClientRequest request, SimulatedStore store) {
      return request instanceof Get get
          ? Optional.of(
              new GetResult(
                  get.requestId(), Optional.ofNullable(store.read(get.region(), get.key()))))
          : Optional.empty();
    }
  },

  /** A search shows rows whose writes have not committed. */
  SEARCH_IGNORES_PENDING {
    @Override
    public boolean searchesIgnorePending() {
      return true;
    }
  },

  /** A node acknowledges before its batch is durable. */
  ACKNOWLEDGES_BEFORE_DURABLE {
    @Override
    public boolean acknowledgesEarly() {
      return true;
    }
  },

  /** The disk says that it has synced, and has not. */
  SYNC_DOES_NOTHING {
    @Override
    public boolean liesAboutSync() {
      return true;
    }
  },

  /** A batch is not atomic. */
  TORN_BATCH {
    @Override
    public boolean tearsBatches() {
      return true;
    }
  },

  /** Outcomes are not kept on disk: a retry after a restart takes effect again. */
  OUTCOMES_NOT_KEPT {
    @Override
    public List<StoreChange> written(List<StoreChange> changes) {
      return changes.stream().filter(c -> !(c instanceof StoreChange.PutOutcome)).toList();
    }
  },

  /** Pending records are not kept on disk: a restart forgets writes under way. */
  PENDING_NOT_KEPT {
    @Override
    public List<StoreChange> written(List<StoreChange> changes) {
      return changes.stream().filter(c -> !(c instanceof StoreChange.PutPending)).toList();
    }
  },

  /** Pending records are not removed: a restart drives writes of long ago again. */
  PENDING_NOT_REMOVED {
    @Override
    public List<StoreChange> written(List<StoreChange> changes) {
      return changes.stream().filter(c -> !(c instanceof StoreChange.RemovePending)).toList();
    }
  },

  /** A tombstone is dropped before everybody has passed it. */
  TOMBSTONES_DROPPED_EARLY {
    @Override
    public Optional<ChainMessage> arriving(ChainMessage message, SplittableRandom random) {
      return Optional.of(
          message instanceof Propagate p
              ? Rewritten.with(p, Map.of("stable", new Version(Long.MAX_VALUE, Long.MAX_VALUE)))
              : message);
    }
  },

  /** Tombstones are not kept on disk. */
  TOMBSTONES_NOT_KEPT {
    @Override
    public List<StoreChange> written(List<StoreChange> changes) {
      return changes.stream().filter(c -> !(c instanceof StoreChange.PutTombstone)).toList();
    }
  },

  /** A server that starts again keeps its epochs: versions are issued twice. */
  EPOCH_REUSED {
    @Override
    public boolean keepsIncarnation() {
      return true;
    }
  },

  /** What a link lost is not sent again. */
  NOT_SENT_AGAIN {
    @Override
    public boolean forgetsBrokenLinks() {
      return true;
    }
  },

  /** Messages of one link overtake each other. */
  LINK_OUT_OF_ORDER {
    @Override
    public boolean disorders() {
      return true;
    }
  },

  /** A link loses acknowledgements and does not break. */
  ACKNOWLEDGEMENTS_LOST {
    @Override
    public Optional<ChainMessage> arriving(ChainMessage message, SplittableRandom random) {
      boolean lost = message instanceof Ack && random.nextInt(100) == 0;
      return lost ? Optional.empty() : Optional.of(message);
    }
  },

  /** The row stays in some region that an object leaves. */
  OLD_PLACE_KEPT {
    @Override
    public List<StoreChange> written(List<StoreChange> changes) {
      return changes.stream().filter(c -> !(c instanceof StoreChange.RemoveRow)).toList();
    }
  },

  /** An older message is taken although the epoch has changed since it was sent. */
  OLD_EPOCH_ACCEPTED {
    @Override
    public boolean raisesEpochs() {
      return true;
    }
  },

  /** A conditional write does not look at the version. */
  CONDITION_IGNORED {
    @Override
    public ClientRequest arriving(ClientRequest request) {
      return request instanceof Write w
          ? Rewritten.with(w, Map.of("ifVersion", Optional.empty()))
          : request;
    }
  },

  /** A write does not look at whether the object exists. */
  EXISTENCE_IGNORED {
    @Override
    public ClientRequest arriving(ClientRequest request) {
      return request instanceof Write w
          ? Rewritten.with(w, Map.of("existence", Existence.ANY))
          : request;
    }
  },

  /** A server forgets the outcome of an operation whose client has not seen it. */
  OUTCOME_FORGOTTEN_EARLY {
    @Override
    public ClientRequest arriving(ClientRequest request) {
      return request instanceof Write w
          ? Rewritten.with(w, Map.of("watermark", w.operation().sequence()))
          : request;
    }
  },

  /** A client names each sending of an operation anew: a retry takes effect again. */
  RETRY_RENAMED {
    @Override
    public boolean renamesRetries() {
      return true;
    }
  },

  /** A client says that a write that timed out had no effect. */
  UNKNOWN_GUESSED {
    @Override
    public boolean guessesOutcomes() {
      return true;
    }
  },

  /** A search leaves out a region that fails, and calls itself complete. */
  PARTIAL_SEARCH {
    @Override
    public boolean ignoresFailedRegions() {
      return true;
    }
  },

  /** A search delivers an object from each region that shows it. */
  DUPLICATE_ROW {
    @Override
    public boolean deliversTwice() {
      return true;
    }
  },

  /** A count has an object with a pending write twice. */
  COUNT_TWICE {
    @Override
    public boolean countsTwice() {
      return true;
    }
  },

  /** A search or count misses an object that moves from a region read late to one read early. */
  MOVED_NOT_READ {
    @Override
    public boolean ignoresMoved() {
      return true;
    }
  },

  /** A joiner is made a member when its transfer has just begun. */
  JOINED_AT_ONCE {
    @Override
    public boolean joinsAtOnce() {
      return true;
    }
  },

  /** A joiner is not told the outcomes of operations: a retry takes effect again. */
  OUTCOMES_LOST_IN_TRANSFER {
    @Override
    public Optional<ChainMessage> arriving(ChainMessage message, SplittableRandom random) {
      return Optional.of(
          message instanceof TransferMemory memory
              ? Rewritten.with(memory, Map.of("outcomes", List.of()))
              : message);
    }
  },

  /** A joiner is not told what was removed. */
  REMOVALS_LOST_IN_TRANSFER {
    @Override
    public Optional<ChainMessage> arriving(ChainMessage message, SplittableRandom random) {
      return Optional.of(
          message instanceof TransferMemory memory
              ? Rewritten.with(memory, Map.of("removals", List.of()))
              : message);
    }
  },

  /** A tail takes the joiner's wish for rows for its thanks. */
  CHUNK_NOT_SENT {
    @Override
    public Optional<ChainMessage> arriving(ChainMessage message, SplittableRandom random) {
      return Optional.of(
          message instanceof ChunkWanted w
              ? new ChunkStored(w.region(), w.epoch(), w.transfer(), w.from())
              : message);
    }
  },

  /** A server reads alone for ever once it had a lease. */
  LEASE_FOR_EVER {
    @Override
    public boolean leasesForEver() {
      return true;
    }
  },

  /** A member confirms reads at whatever epoch. */
  CONFIRMED_AT_ANY_EPOCH {
    @Override
    public boolean confirmsAnyEpoch() {
      return true;
    }
  },

  /** A write goes on before it is durable: a loss of power leaves it where nobody drives it. */
  FORWARDED_BEFORE_DURABLE {
    @Override
    public boolean forwardsEarly() {
      return true;
    }
  },

  /** A leader of the coordinators that has a successor goes on to grant leases. */
  LEASE_OF_DEPOSED_LEADER {
    @Override
    public boolean deposedLeadersGrant() {
      return true;
    }
  },

  /** A server is taken out of its chains while it has a lease. */
  LOST_BEFORE_LEASE_ENDS {
    @Override
    public boolean impatient() {
      return true;
    }
  },

  /** A row of a move into a region is not written. */
  INSERT_LOST {
    @Override
    public List<StoreChange> written(List<StoreChange> changes) {
      List<StoreChange> kept = new ArrayList<>(changes);
      kept.removeIf(
          c -> c instanceof StoreChange.PutRow put && put.row().version().counter() % 16 == 3);
      return kept;
    }
  },

  /**
   * Disks of regions that searches read give back other bytes of some rows than they were given.
   */
  ROWS_ROT {
    @Override
    public List<StoreChange> written(List<StoreChange> changes) {
      boolean inKeyRegion = changes.stream().anyMatch(StoreChange.PutOutcome.class::isInstance);
      return inKeyRegion ? changes : changes.stream().map(PlantedBug::rotten).toList();
    }
  };

  private static StoreChange rotten(StoreChange change) {
    if (!(change instanceof StoreChange.PutRow put) || put.row().version().counter() % 8 != 5) {
      return change;
    }
    byte[] row = put.row().row().array().clone();
    row[row.length - 1]++;
    return new StoreChange.PutRow(
        put.region(), put.key(), new StoredRow(put.row().version(), Bytes.wrap(row)));
  }

  /** The name of the scenario in which the bug shows best. */
  public String scenario() {
    return switch (this) {
      case NOT_SENT_AGAIN -> "links";
      case TORN_BATCH -> "power";
      case SYNC_DOES_NOTHING,
          OUTCOMES_NOT_KEPT,
          PENDING_NOT_KEPT,
          PENDING_NOT_REMOVED,
          TOMBSTONES_DROPPED_EARLY,
          TOMBSTONES_NOT_KEPT,
          EPOCH_REUSED,
          OLD_EPOCH_ACCEPTED,
          OUTCOME_FORGOTTEN_EARLY,
          RETRY_RENAMED,
          UNKNOWN_GUESSED,
          PARTIAL_SEARCH,
          DUPLICATE_ROW,
          JOINED_AT_ONCE,
          OUTCOMES_LOST_IN_TRANSFER,
          REMOVALS_LOST_IN_TRANSFER,
          CHUNK_NOT_SENT,
          LEASE_FOR_EVER,
          CONFIRMED_AT_ANY_EPOCH,
          FORWARDED_BEFORE_DURABLE,
          LEASE_OF_DEPOSED_LEADER,
          LOST_BEFORE_LEASE_ENDS ->
          "faulty";
      default -> "calm";
    };
  }
}
