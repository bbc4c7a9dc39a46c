package org.hyperdex.core.data;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures what the calling thread allocates. */
public final class Allocation {
  private static final int CALLS = 20_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** Bytes that one call of {@code action} allocates, rounded down: 0 if it never does. */
  public static long bytesPerCall(Runnable action) {
    // The first calls link and initialise; they are not what is measured.
    repeat(action);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    repeat(action);
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / CALLS;
  }

  private static void repeat(Runnable action) {
    for (int i = 0; i < CALLS; i++) {
      action.run();
    }
  }
}
