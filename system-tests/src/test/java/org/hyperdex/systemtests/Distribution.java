package org.hyperdex.systemtests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Times that were measured, and what is said of them. */
final class Distribution {
  private final List<Duration> times = new ArrayList<>();

  void add(Duration time) {
    times.add(time);
  }

  /** The time that the fraction {@code quantile} of all does not exceed; zero if there are none. */
  Duration quantile(double quantile) {
    if (times.isEmpty()) {
      return Duration.ZERO;
    }
    List<Duration> sorted = times.stream().sorted().toList();
    int rank = (int) Math.ceil(quantile * sorted.size());
    return sorted.get(Math.max(0, rank - 1));
  }

  /** The one that was added last. */
  Duration newest() {
    return times.getLast();
  }

  Duration longest() {
    return quantile(1);
  }

  /** The end of a row of a Markdown table whose columns are {@link #HEADER}. */
  @Override
  public String toString() {
    return "%d | %d | %d | %d | %d |"
        .formatted(
            times.size(),
            quantile(0.5).toMillis(),
            quantile(0.9).toMillis(),
            quantile(0.99).toMillis(),
            longest().toMillis());
  }

  /** What the numbers are. */
  static final String HEADER = "n | median | 90% | 99% | max |";
}
