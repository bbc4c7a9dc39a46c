package org.hyperdex.simulation;

/**
 * How big a run is and what goes wrong in it.
 *
 * @param servers storage servers
 * @param shards shards in each server
 * @param clients clients
 * @param strands how many operations each client has under way at a time
 * @param operations operations of each strand
 * @param keys how many objects all clients share
 * @param faults what goes wrong
 * @param bug what is wrong by intent
 */
public record Scenario(
    int servers,
    int shards,
    int clients,
    int strands,
    int operations,
    int keys,
    Faults faults,
    PlantedBug bug) {
  /** A few clients on few objects, and nothing goes wrong. */
  public static final Scenario CALM = new Scenario(4, 2, 3, 2, 12, 3, Faults.NONE, PlantedBug.NONE);

  /**
   * How often each thing goes wrong.
   *
   * @param kills a server's process ends and starts again; its disk has all that was written
   * @param powerLosses the same, and its disk has lost what was not synced
   * @param brokenLinks a link between two processes loses what is under way
   * @param partitions nothing passes from some server to some other, or both ways, for a while
   * @param pauses a server stands still for a while, and its clock goes on
   * @param leaderChanges the coordinators lose their leader and all it knew beyond the log
   * @param slowConfigurations every how many configurations one arrives late; 0 for none
   * @param driftPartsPerMillion how far servers' clocks are off at most
   */
  public record Faults(
      int kills,
      int powerLosses,
      int brokenLinks,
      int partitions,
      int pauses,
      int leaderChanges,
      int slowConfigurations,
      int driftPartsPerMillion) {
    /** Nothing goes wrong. */
    public static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, 0, 0);

    /** Links lose what is under way, and nothing else goes wrong. */
    public static final Faults LINKS = new Faults(0, 0, 8, 0, 0, 0, 0, 0);

    /** Disks lose what was not synced, and nothing else goes wrong. */
    public static final Faults POWER = new Faults(0, 8, 0, 0, 0, 0, 0, 0);

    /** Some of everything. */
    public static final Faults ALL = new Faults(3, 3, 6, 2, 3, 2, 3, 400);

    /** Whether any may happen. */
    public boolean any() {
      return !equals(NONE);
    }
  }

  /** The scenario of that name: calm, links, power or faulty. */
  public static Scenario named(String name) {
    return switch (name) {
      case "calm" -> CALM;
      case "links" -> CALM.with(Faults.LINKS);
      case "power" -> CALM.with(Faults.POWER);
      case "faulty" -> CALM.with(Faults.ALL);
      default -> throw new IllegalArgumentException("there is no scenario " + name);
    };
  }

  /** The name of the scenario that is most like this one. */
  String name() {
    if (!faults.any()) {
      return "calm";
    }
    if (faults.equals(Faults.LINKS)) {
      return "links";
    }
    return faults.equals(Faults.POWER) ? "power" : "faulty";
  }

  /** This scenario with other faults. */
  public Scenario with(Faults newFaults) {
    return new Scenario(servers, shards, clients, strands, operations, keys, newFaults, bug);
  }

  /** This scenario with a bug. */
  public Scenario with(PlantedBug newBug) {
    return new Scenario(servers, shards, clients, strands, operations, keys, faults, newBug);
  }

  /** This scenario with more or less work. */
  public Scenario with(int newClients, int newStrands, int newOperations) {
    return new Scenario(servers, shards, newClients, newStrands, newOperations, keys, faults, bug);
  }
}
