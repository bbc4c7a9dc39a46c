package org.hyperdex.simulation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How big a run is and what goes wrong in it.
 *
 * @param name what it is called
 * @param servers storage servers
 * @param shards shards in each server
 * @param clients clients
 * @param strands how many operations each client has under way at a time
 * @param operations operations of each strand
 * @param keys how many objects all clients share
 * @param work what clients do
 * @param faults how often each thing goes wrong
 * @param bug what is wrong by intent
 */
public record Scenario(
    String name,
    int servers,
    int shards,
    int clients,
    int strands,
    int operations,
    int keys,
    Work work,
    Map<Fault, Integer> faults,
    PlantedBug bug) {
  /** The names of all scenarios. */
  public static final List<String> NAMES =
      List.of(
          "calm",
          "alone",
          "searching",
          "links",
          "late",
          "power",
          "unsynced",
          "disks",
          "failover",
          "chains",
          "churn",
          "counting",
          "grouping",
          "leases",
          "clocks",
          "neighbours",
          "operators",
          "orders",
          "spaces",
          "indices",
          "types",
          "rebalancing",
          "retirement",
          "losses",
          "sessions",
          "elections",
          "faulty");

  public Scenario {
    Map<Fault, Integer> copy = new EnumMap<>(Fault.class);
    copy.putAll(faults);
    copy.values().removeIf(amount -> amount == 0);
    faults = copy;
  }

  /** The scenario of that name. */
  public static Scenario named(String name) {
    return Scenarios.named(name);
  }

  /** How many failures spaces tolerate: one, or two if there are servers enough, or none. */
  public int failures() {
    return servers > Scenarios.SERVERS + 1 ? 2 : Math.min(1, servers - 1);
  }

  /** How many times as fast as the network the processes' clocks run. */
  public int pace() {
    return Math.max(1, amount(Fault.FAST_CLOCKS));
  }

  /** Whether servers wait until what they have written would survive a loss of power. */
  public boolean syncs() {
    return amount(Fault.NO_SYNC) == 0;
  }

  /** How often, or how much of, {@code fault} there is. */
  public int amount(Fault fault) {
    return faults.getOrDefault(fault, 0);
  }

  /** Whether anything goes wrong. */
  public boolean hasFaults() {
    return !faults.isEmpty();
  }

  /** This scenario with another amount of a fault. */
  public Scenario with(Fault fault, int amount) {
    Map<Fault, Integer> changed = new EnumMap<>(Fault.class);
    changed.putAll(faults);
    changed.put(fault, amount);
    return new Scenario(
        name, servers, shards, clients, strands, operations, keys, work, changed, bug);
  }

  /** This scenario without faults. */
  public Scenario withoutFaults() {
    return new Scenario(
        name, servers, shards, clients, strands, operations, keys, work, Map.of(), bug);
  }

  /** This scenario with a bug. */
  public Scenario with(PlantedBug newBug) {
    return new Scenario(
        name, servers, shards, clients, strands, operations, keys, work, faults, newBug);
  }

  /** This scenario with one strand of a client that works on so many objects, one at a time. */
  public Scenario withObjects(int newKeys) {
    return new Scenario(
        name, servers, shards, 1, 1, operations, newKeys, Work.OBJECTS, faults, bug);
  }

  /** This scenario with more or less work. */
  public Scenario with(int newClients, int newStrands, int newOperations) {
    return new Scenario(
        name, servers, shards, newClients, newStrands, newOperations, keys, work, faults, bug);
  }
}
