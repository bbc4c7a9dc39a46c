package org.hyperdex.simulation;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.replication.StoreChange;

/**
 * Where a planted bug may take hold: at the seams between the core and the simulated world. By
 * default nothing is changed.
 */
interface Sabotage {
  /** A message as the receiver sees it; empty if it gets lost without anybody knowing. */
  default Optional<ChainMessage> arriving(ChainMessage message, SplittableRandom random) {
    return Optional.of(message);
  }

  /** A request as the server sees it. */
  default ClientRequest arriving(ClientRequest request) {
    return request;
  }

  /** A request that is answered past the core; empty if it is not. */
  default Optional<ServerResponse> answeredAtOnce(ClientRequest request, SimulatedStore store) {
    return Optional.empty();
  }

  /** What is written of a turn's changes. */
  default List<StoreChange> written(List<StoreChange> changes) {
    return changes;
  }

  /** Whether acknowledgements leave before the batch is durable. */
  default boolean acknowledgesEarly() {
    return false;
  }

  /** Whether a sync does nothing. */
  default boolean liesAboutSync() {
    return false;
  }

  /** Whether a power loss may leave a part of a batch. */
  default boolean tearsBatches() {
    return false;
  }

  /** Whether searches look at the snapshot alone. */
  default boolean searchesIgnorePending() {
    return false;
  }

  /** Whether counts add what is pending to what the snapshot has of the same objects. */
  default boolean countsTwice() {
    return false;
  }

  /** Whether a process that starts again is taken for the one before. */
  default boolean keepsIncarnation() {
    return false;
  }

  /** Whether nothing is sent again when a link stands again. */
  default boolean forgetsBrokenLinks() {
    return false;
  }

  /** Whether a message counts as one of the receiver's present epoch. */
  default boolean raisesEpochs() {
    return false;
  }

  /** Whether messages of one link overtake each other. */
  default boolean disorders() {
    return false;
  }

  /** Whether a client names the sendings of one operation differently. */
  default boolean renamesRetries() {
    return false;
  }

  /** Whether a client takes a region of a search that fails for one without rows. */
  default boolean ignoresFailedRegions() {
    return false;
  }

  /** Whether a client delivers all rows of all regions. */
  default boolean deliversTwice() {
    return false;
  }

  /** Whether a client does not look for what has moved during a search or count. */
  default boolean ignoresMoved() {
    return false;
  }

  /** Whether a client takes a write that times out for one without effect. */
  default boolean guessesOutcomes() {
    return false;
  }

  /** Whether a server reads as if it had a lease for ever. */
  default boolean leasesForEver() {
    return false;
  }

  /** Whether the coordinator takes a join for done that has just begun. */
  default boolean joinsAtOnce() {
    return false;
  }

  /** Whether confirmations of reads count at every epoch. */
  default boolean confirmsAnyEpoch() {
    return false;
  }

  /** Whether a write leaves before the batch it was applied in is durable. */
  default boolean forwardsEarly() {
    return false;
  }

  /** Whether a leader that has a successor goes on to grant leases. */
  default boolean deposedLeadersGrant() {
    return false;
  }

  /** Whether the coordinator takes who is silent for a moment for lost. */
  default boolean impatient() {
    return false;
  }
}
