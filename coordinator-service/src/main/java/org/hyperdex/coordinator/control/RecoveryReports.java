package org.hyperdex.coordinator.control;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hyperdex.coordinator.state.ClusterState;
import org.hyperdex.coordinator.state.Repairs;
import org.hyperdex.transport.proto.Recovery;

/** Recoveries as others are told: what the state has of them, and how far their copies are. */
final class RecoveryReports {
  private final Supplier<ClusterState> state;
  private final HeartbeatBook book;
  private final LongSupplier nanoClock;

  RecoveryReports(Supplier<ClusterState> state, HeartbeatBook book, LongSupplier nanoClock) {
    this.state = state;
    this.book = book;
    this.nanoClock = nanoClock;
  }

  /** All that are remembered, in the order they began. */
  List<Recovery> now() {
    List<HeartbeatBook.CopyProgress> copies = book.copies(nanoClock.getAsLong());
    return state.get().coordinator().repair().recoveries().stream()
        .map(recovery ->
            recovery.ended()
                ? Repairs.toProto(recovery)
                : withCopies(Repairs.toProto(recovery), copies))
        .toList();
  }

  private static Recovery withCopies(Recovery recovery, List<HeartbeatBook.CopyProgress> copies) {
    Set<Long> regions = new HashSet<>(recovery.getRegionsList());
    long done = 0;
    long total = 0;
    long remainingMillis = 0;
    for (HeartbeatBook.CopyProgress copy : copies) {
      if (regions.contains(copy.region())) {
        done += copy.bytesDone();
        total += Math.max(copy.bytesDone(), copy.bytesTotal());
        remainingMillis = Math.max(remainingMillis, remainingMillis(copy));
      }
    }
    return recovery.toBuilder()
        .setBytesDone(done)
        .setBytesTotal(total)
        .setRemainingMillis(remainingMillis)
        .build();
  }

  private static long remainingMillis(HeartbeatBook.CopyProgress copy) {
    if (copy.bytesDone() <= 0 || copy.bytesTotal() <= copy.bytesDone()) {
      return 0;
    }
    double nanosPerByte = (double) copy.elapsedNanos() / copy.bytesDone();
    return Math.round((copy.bytesTotal() - copy.bytesDone()) * nanosPerByte / 1e6);
  }
}
