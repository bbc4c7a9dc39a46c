package org.hyperdex.simulation;

import java.util.EnumMap;
import java.util.Map;

/** All scenarios: what is done in each, and how often what goes wrong. */
final class Scenarios {
  /** How many servers most scenarios have. */
  static final int SERVERS = 4;

  private Scenarios() {}

  private static Scenario of(String name, int keys, Work work, Map<Fault, Integer> faults) {
    return new Scenario(name, SERVERS, 2, 3, 2, 12, keys, work, faults, PlantedBug.NONE);
  }

  static Scenario named(String name) {
    return switch (name) {
      case "calm" -> of(name, 3, Work.MIXED, Map.of());
      case "alone" ->
          new Scenario(
              name,
              1,
              2,
              3,
              2,
              12,
              2,
              Work.CHURN,
              Map.of(
                  Fault.BROKEN_LINK,
                  4,
                  Fault.CLOGGED_LINK,
                  4,
                  Fault.KILL,
                  1,
                  Fault.POWER_LOSS,
                  1,
                  Fault.SLOW_DISK,
                  4,
                  Fault.SLOW_CONFIGURATION,
                  3),
              PlantedBug.NONE);
      case "searching" ->
          of(
              name,
              2,
              Work.SEARCHING,
              Map.of(Fault.CLOGGED_LINK, 10, Fault.BROKEN_LINK, 1, Fault.CLOCK_DRIFT, 90_000));
      case "links" -> of(name, 3, Work.MIXED, Map.of(Fault.BROKEN_LINK, 8, Fault.CLOGGED_LINK, 2));
      case "late" ->
          of(
              name,
              2,
              Work.MIXED,
              Map.of(
                  Fault.BROKEN_LINK,
                  16,
                  Fault.LATE_ARRIVAL,
                  1,
                  Fault.LATE_COPY,
                  4,
                  Fault.KILL,
                  3,
                  Fault.AMBUSH,
                  2,
                  Fault.PARTITION,
                  3,
                  Fault.SLOW_CONFIGURATION,
                  3));
      case "power" ->
          of(name, 3, Work.MIXED, Map.of(Fault.POWER_LOSS, 16, Fault.SLOW_DISK, 16))
              // Most of the time somebody is down: work goes on until many have met it.
              .with(3, 2, 25);
      case "unsynced" ->
          of(
              name,
              3,
              Work.MIXED,
              Map.of(
                  Fault.NO_SYNC,
                  1,
                  Fault.KILL,
                  6,
                  Fault.AMBUSH,
                  4,
                  Fault.BROKEN_LINK,
                  4,
                  Fault.PARTITION,
                  1,
                  Fault.LEADER_CHANGE,
                  1));
      case "disks" ->
          of(
              name,
              3,
              Work.MIXED,
              Map.of(
                  Fault.DISK_ERROR,
                  4,
                  Fault.FULL_DISK,
                  2,
                  Fault.READ_ERROR,
                  6,
                  Fault.SLOW_DISK,
                  4,
                  Fault.KILL,
                  2));
      case "failover" ->
          of(
              name,
              2,
              Work.MIXED,
              Map.of(
                  Fault.KILL,
                  6,
                  Fault.AMBUSH,
                  3,
                  Fault.ISOLATION,
                  3,
                  Fault.LEADER_CHANGE,
                  1,
                  Fault.BROKEN_LINK,
                  3));
      case "chains" ->
          new Scenario(
              name,
              SERVERS + 2,
              2,
              3,
              2,
              12,
              3,
              Work.MIXED,
              Map.of(
                  Fault.KILL,
                  6,
                  Fault.AMBUSH,
                  3,
                  Fault.BROKEN_LINK,
                  4,
                  Fault.CLOGGED_LINK,
                  2,
                  Fault.LATE_ARRIVAL,
                  3,
                  Fault.PARTITION,
                  2,
                  Fault.LEADER_CHANGE,
                  1),
              PlantedBug.NONE);
      case "churn" ->
          of(
              name,
              2,
              Work.CHURN,
              Map.of(
                  Fault.KILL,
                  2,
                  Fault.AMBUSH,
                  6,
                  Fault.CLOGGED_LINK,
                  6,
                  Fault.BROKEN_LINK,
                  3,
                  Fault.PARTITION,
                  2));
      case "counting" ->
          of(
                  name,
                  1,
                  Work.COUNTING,
                  Map.of(Fault.CLOGGED_LINK, 20, Fault.PARTITION, 6, Fault.BROKEN_LINK, 2))
              // Few enough at a time for the object to be at rest between its lives.
              .with(2, 1, 60);
      case "grouping" ->
          of(
              name,
              3,
              Work.GROUPING,
              Map.of(
                  Fault.KILL,
                  3,
                  Fault.AMBUSH,
                  2,
                  Fault.BROKEN_LINK,
                  4,
                  Fault.PARTITION,
                  1,
                  Fault.LEADER_CHANGE,
                  1,
                  Fault.SLOW_CONFIGURATION,
                  1));
      case "leases" ->
          of(
                  name,
                  2,
                  Work.READING,
                  Map.of(
                      Fault.UNHEARD,
                      6,
                      Fault.PARTITION,
                      4,
                      Fault.PAUSE,
                      4,
                      Fault.LEADER_CHANGE,
                      2,
                      Fault.SLOW_CONFIGURATION,
                      2,
                      Fault.CLOCK_DRIFT,
                      400))
              // Longer than a lease, or nobody is there to see what happens when one ends.
              .with(3, 1, 40);
      case "clocks" ->
          of(
                  name,
                  2,
                  Work.READING,
                  Map.of(
                      Fault.CLOCK_JUMP,
                      10,
                      Fault.WALL_CLOCK_JUMP,
                      6,
                      Fault.CLOCK_DRIFT,
                      90_000,
                      Fault.UNHEARD,
                      4,
                      Fault.LEADER_PAUSE,
                      3,
                      Fault.PAUSE,
                      2,
                      Fault.KILL,
                      2))
              .with(3, 2, 25);
      case "neighbours" ->
          of(name, 3, Work.MIXED, Map.of(Fault.LONG_CUT_OFF, 1, Fault.SLOW_CONFIGURATION, 3))
              .with(3, 2, 20);
      case "spaces" ->
          of(
              name,
              2,
              Work.MIXED,
              Map.of(
                  Fault.PASSING_SPACE,
                  4,
                  Fault.KILL,
                  4,
                  Fault.BROKEN_LINK,
                  2,
                  Fault.SLOW_CONFIGURATION,
                  3,
                  Fault.LEADER_CHANGE,
                  1));
      case "indices" ->
          of(
                  name,
                  3,
                  Work.QUERYING,
                  Map.of(
                      Fault.ADD_INDEX,
                      6,
                      Fault.DROP_INDEX,
                      4,
                      Fault.KILL,
                      3,
                      Fault.POWER_LOSS,
                      2,
                      Fault.AMBUSH,
                      1,
                      Fault.BROKEN_LINK,
                      3,
                      Fault.OFFLINE,
                      1,
                      Fault.SLOW_CONFIGURATION,
                      3))
              // Most only read, so there must be more at a time for writes to meet.
              .with(3, 3, 14);
      case "types" ->
          of(
                  name,
                  3,
                  Work.TYPES,
                  Map.of(
                      Fault.ADD_INDEX,
                      6,
                      Fault.DROP_INDEX,
                      2,
                      Fault.KILL,
                      3,
                      Fault.POWER_LOSS,
                      2,
                      Fault.BROKEN_LINK,
                      4,
                      Fault.LATE_COPY,
                      4,
                      Fault.CLOGGED_LINK,
                      2,
                      Fault.REPLACEMENT,
                      1,
                      Fault.PAUSE,
                      1,
                      Fault.SLOW_CONFIGURATION,
                      2))
              .with(3, 3, 14);
      case "operators" ->
          of(
              name,
              3,
              Work.MIXED,
              Map.of(
                  Fault.SHUTDOWN,
                  4,
                  Fault.REPLACEMENT,
                  2,
                  Fault.OFFLINE,
                  2,
                  Fault.KILL,
                  1,
                  Fault.LEADER_CHANGE,
                  1,
                  Fault.BROKEN_LINK,
                  2));
      case "orders" ->
          of(
                  name,
                  3,
                  Work.MIXED,
                  Map.of(
                      Fault.BLIND_ORDER,
                      12,
                      Fault.READ_ONLY,
                      2,
                      Fault.SHUTDOWN,
                      3,
                      Fault.KILL,
                      3,
                      Fault.PARTITION,
                      2,
                      Fault.RETIREMENT,
                      1,
                      Fault.BROKEN_LINK,
                      2,
                      Fault.LEADER_CHANGE,
                      1,
                      Fault.SLOW_CONFIGURATION,
                      3))
              .with(3, 1, 60);
      case "rebalancing" ->
          of(
                  name,
                  3,
                  Work.MIXED,
                  Map.of(
                      Fault.NEWCOMER,
                      3,
                      Fault.KILL,
                      2,
                      Fault.AMBUSH,
                      2,
                      Fault.BROKEN_LINK,
                      3,
                      Fault.UNHEARD,
                      2,
                      Fault.LEADER_CHANGE,
                      1,
                      Fault.SLOW_CONFIGURATION,
                      3,
                      Fault.LATE_ARRIVAL,
                      3))
              // Long enough for several moves to meet the work.
              .with(3, 1, 60);
      case "retirement" ->
          of(
                  name,
                  3,
                  Work.MIXED,
                  Map.of(
                      Fault.RETIREMENT,
                      3,
                      Fault.TOLERANCE,
                      4,
                      Fault.OFFLINE,
                      1,
                      Fault.KILL,
                      3,
                      Fault.BROKEN_LINK,
                      3,
                      Fault.LEADER_CHANGE,
                      1,
                      Fault.SLOW_CONFIGURATION,
                      3))
              .with(3, 1, 60);
      case "losses" ->
          of(
              name,
              3,
              Work.MIXED,
              Map.of(
                  Fault.DATA_LOSS, 1, Fault.KILL, 3, Fault.BROKEN_LINK, 3, Fault.LEADER_CHANGE, 1));
      case "sessions" ->
          of(
              name,
              2,
              Work.MIXED,
              Map.of(
                  Fault.CLIENT_SLEEP,
                  2,
                  Fault.FAST_CLOCKS,
                  40,
                  Fault.KILL,
                  4,
                  Fault.BROKEN_LINK,
                  4,
                  Fault.REPLACEMENT,
                  1));
      case "elections" ->
          of(
                  name,
                  2,
                  Work.READING,
                  Map.of(
                      Fault.LEADER_CHANGE,
                      8,
                      Fault.OFFLINE,
                      8,
                      Fault.REPLACEMENT,
                      1,
                      Fault.SLOW_CONFIGURATION,
                      2))
              .with(3, 1, 60);
      case "faulty" -> of(name, 3, Work.MIXED, everything());
      default -> throw new IllegalArgumentException("there is no scenario " + name);
    };
  }

  private static Map<Fault, Integer> everything() {
    Map<Fault, Integer> all = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      all.put(
          fault,
          switch (fault) {
            case KILL, POWER_LOSS, PAUSE, SLOW_CONFIGURATION, LATE_ARRIVAL -> 3;
            case BROKEN_LINK -> 6;
            case PARTITION, CLOGGED_LINK, LEADER_CHANGE, ADD_INDEX -> 2;
            case AMBUSH,
                DISK_ERROR,
                FULL_DISK,
                READ_ERROR,
                SLOW_DISK,
                SHUTDOWN,
                REPLACEMENT,
                OFFLINE,
                RETIREMENT,
                NEWCOMER,
                TOLERANCE,
                ISOLATION,
                UNHEARD,
                CUT_OFF,
                LEADER_PAUSE,
                PASSING_SPACE,
                DROP_INDEX,
                CLOCK_JUMP,
                WALL_CLOCK_JUMP ->
                1;
            case LATE_COPY -> 8;
            case LONG_CUT_OFF,
                DATA_LOSS,
                CLIENT_SLEEP,
                FAST_CLOCKS,
                NO_SYNC,
                BLIND_ORDER,
                READ_ONLY ->
                0;
            case CLOCK_DRIFT -> 400;
          });
    }
    return all;
  }
}
