package org.hyperdex.core.coordinator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the coordinator remembers of failures. Immutable.
 *
 * @param formers who was in which chain before
 * @param recoveries those under way and the last ones that have ended, in the order they began
 * @param losses what operators have given up, oldest first
 * @param leaseFloor the version of the last configuration that took a live server out of a chain.
 *     Nobody is granted a lease who has not adopted it: the server might not know that it is out
 */
public record RepairState(
    FormerMembers formers, List<Recovery> recoveries, List<AcceptedLoss> losses, long leaseFloor) {
  /** Nothing has failed yet. */
  public static final RepairState NONE =
      new RepairState(FormerMembers.NONE, List.of(), List.of(), 0);

  public RepairState {
    recoveries = List.copyOf(recoveries);
    losses = List.copyOf(losses);
  }

  /** The recoveries that have not ended. */
  public List<Recovery> open() {
    return recoveries.stream().filter(recovery -> !recovery.ended()).toList();
  }

  /** The recovery of that id, if it is remembered. */
  public Optional<Recovery> recovery(long id) {
    return recoveries.stream().filter(recovery -> recovery.id() == id).findFirst();
  }

  RepairState withFormers(FormerMembers newFormers) {
    return new RepairState(newFormers, recoveries, losses, leaseFloor);
  }

  RepairState withLeaseFloor(long version) {
    return new RepairState(formers, recoveries, losses, version);
  }

  RepairState plus(AcceptedLoss loss) {
    List<AcceptedLoss> longer = new ArrayList<>(losses);
    longer.add(loss);
    return new RepairState(
        formers,
        recoveries,
        longer.subList(Math.max(0, longer.size() - AcceptedLoss.REMEMBERED), longer.size()),
        leaseFloor);
  }

  /** With a recovery more, and the oldest ended one forgotten if they are too many. */
  RepairState plus(Recovery recovery) {
    List<Recovery> longer = new ArrayList<>(recoveries);
    longer.add(recovery);
    return withRecoveries(longer);
  }

  /** With one recovery in the place of what it was before. */
  RepairState replacing(Recovery recovery) {
    return withRecoveries(
        recoveries.stream().map(known -> known.id() == recovery.id() ? recovery : known).toList());
  }

  private RepairState withRecoveries(List<Recovery> all) {
    long surplus = all.stream().filter(Recovery::ended).count() - Recovery.ENDED_REMEMBERED;
    List<Recovery> kept = new ArrayList<>();
    for (Recovery recovery : all) {
      if (recovery.ended() && surplus > 0) {
        surplus--;
      } else {
        kept.add(recovery);
      }
    }
    return new RepairState(formers, kept, losses, leaseFloor);
  }
}
