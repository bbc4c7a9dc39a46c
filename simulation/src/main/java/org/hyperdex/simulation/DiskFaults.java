package org.hyperdex.simulation;

/** What is wrong with the disk of one server. Whatever it is ends the process that meets it. */
final class DiskFaults {
  private static final long MAX_SYNC_NANOS = 5_000_000;
  private static final long MAX_SLOW_SYNC_NANOS = 60_000_000;

  /** What is to be read cannot be. */
  static final class ReadFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ReadFailure() {
      super("a block cannot be read");
    }
  }

  /** What is to be written is refused. */
  static final class WriteFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WriteFailure() {
      super("a batch is refused");
    }
  }

  private final long server;
  private final EventLoop loop;
  private final Sabotage bug;
  private boolean refusesNext;
  private boolean failsNextRead;
  private long fullUntilNanos;
  private long slowUntilNanos;

  DiskFaults(long server, EventLoop loop, Sabotage bug) {
    this.server = server;
    this.loop = loop;
    this.bug = bug;
  }

  /** Another process begins to use the disk. */
  void begin() {
    refusesNext = false;
    failsNextRead = false;
  }

  /** Lets the disk refuse the next batch. */
  void refuseNext() {
    loop.note(() -> "the disk of server " + server + " will refuse a batch");
    refusesNext = true;
  }

  /** Lets the disk refuse all batches until then. */
  void fill(long untilNanos) {
    loop.note(() -> "the disk of server " + server + " is full");
    fullUntilNanos = untilNanos;
  }

  /** Lets the next read fail. */
  void failNextRead() {
    loop.note(() -> "the disk of server " + server + " will fail to read");
    failsNextRead = true;
  }

  void slow(long untilNanos) {
    loop.note(() -> "the disk of server " + server + " is slow");
    slowUntilNanos = untilNanos;
  }

  boolean full() {
    return loop.nowNanos() < fullUntilNanos;
  }

  /** Whether the batch that is about to be written is refused. */
  boolean refuses() {
    boolean refuses = refusesNext || full();
    refusesNext = false;
    return refuses;
  }

  /**
   * Something is about to be read.
   *
   * @return whether the disk acts as if there were nothing, as none may
   * @throws ReadFailure if it cannot be read
   */
  boolean hides() {
    if (!failsNextRead) {
      return false;
    }
    failsNextRead = false;
    if (!bug.is(PlantedBug.READ_ERROR_SWALLOWED)) {
      throw new ReadFailure();
    }
    return true;
  }

  /** How long a sync takes. */
  long syncNanos() {
    return loop.random()
        .nextLong(loop.nowNanos() < slowUntilNanos ? MAX_SLOW_SYNC_NANOS : MAX_SYNC_NANOS);
  }
}
