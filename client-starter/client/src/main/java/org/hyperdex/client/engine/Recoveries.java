package org.hyperdex.client.engine;

import java.time.Duration;
import java.time.Instant;
import org.hyperdex.client.RecoveryReport;
import org.hyperdex.transport.proto.Recovery;

/** Recoveries as coordinators tell them. */
final class Recoveries {
  private Recoveries() {}

  static RecoveryReport of(Recovery recovery) {
    return new RecoveryReport(
        recovery.getId(),
        recovery.getServer(),
        recovery.getIncarnation(),
        recovery.getVersion(),
        recovery.getRegionsList(),
        recovery.getStepsList().stream()
            .map(step ->
                new RecoveryReport.Step(
                    step.getPhase(), Instant.ofEpochMilli(step.getAtMillis()), step.getReason()))
            .toList(),
        recovery.getBytesDone(),
        recovery.getBytesTotal(),
        Duration.ofMillis(recovery.getRemainingMillis()));
  }
}
