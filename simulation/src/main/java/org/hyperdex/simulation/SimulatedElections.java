package org.hyperdex.simulation;

/**
 * Who leads the coordinators. There are three nodes; each change of the leader begins another term,
 * and may bring back the one before.
 *
 * <pre>
 * LEADING    -> LEADERLESS  the leader is gone
 * LEADERLESS -> LEADING     there is another, or the same one again
 * </pre>
 */
final class SimulatedElections {
  private static final int NODES = 3;
  private static final long LONGEST_NANOS = 300_000_000;

  /**
   * One node's time as the leader.
   *
   * @param term no two of them have the same
   */
  record Reign(int node, long term) {}

  private final EventLoop loop;
  private final Sabotage bug;
  private Reign reign = new Reign(0, 1);
  private boolean leading = true;

  SimulatedElections(EventLoop loop, Sabotage bug) {
    this.loop = loop;
    this.bug = bug;
  }

  boolean leading() {
    return leading;
  }

  Reign reign() {
    return reign;
  }

  /** The leader is gone; {@code elected} is told of the next one a while later. */
  void begin(Runnable elected) {
    loop.note(() -> "the coordinators have no leader");
    leading = false;
    loop.after(
        loop.random().nextLong(LONGEST_NANOS),
        () -> {
          leading = true;
          // Who was only cut off for a moment is often elected again.
          boolean again = loop.random().nextBoolean();
          int node = again ? reign.node() : loop.random().nextInt(NODES);
          reign = new Reign(node, reign.term() + 1);
          loop.note(
              () -> "the coordinators are led by node " + reign.node() + ", term " + reign.term());
          elected.run();
        });
  }

  /**
   * Whether what a node wrote in {@code written} comes into the log: only the leader brings
   * anything there, and what it has found out in an earlier term has no effect.
   */
  boolean accepts(Reign written) {
    return leading
        && written.node() == reign.node()
        && (written.term() == reign.term() || bug.is(PlantedBug.EARLIER_TERM_COUNTS));
  }
}
