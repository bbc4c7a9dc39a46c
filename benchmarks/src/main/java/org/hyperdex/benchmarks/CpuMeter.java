package org.hyperdex.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The CPU time that processes have used. */
final class CpuMeter {
  private final List<ProcessHandle> processes;

  CpuMeter(List<ProcessHandle> processes) {
    this.processes = List.copyOf(processes);
  }

  /** The CPU time of all of them so far, in nanoseconds. */
  long nanos() {
    return processes.stream()
        .map(process -> process.info().totalCpuDuration())
        .flatMap(Optional::stream)
        .mapToLong(Duration::toNanos)
        .sum();
  }
}
