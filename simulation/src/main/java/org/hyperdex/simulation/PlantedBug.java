package org.hyperdex.simulation;

import java.util.Locale;

/**
 * Mistakes an implementation could make. Each is planted from outside the core, at its seams, by
 * {@link Sabotage}; the checks must find each of them.
 */
public enum PlantedBug {
  NONE("calm", "", "nothing"),

  // What a server does with messages, requests and turns.
  GET_DOES_NOT_WAIT("calm", "C4", "a get answers from a row whose write has not committed"),
  SEARCH_IGNORES_PENDING("searching", "C4", "a search shows rows whose writes have not committed"),
  COMMITTED_MISSED("searching", "C4", "a search passes over objects whose writes are under way"),
  ACKNOWLEDGES_BEFORE_DURABLE("calm", "S1", "a node acknowledges before its batch is durable"),
  FORWARDED_BEFORE_DURABLE(
      "power", "", "a write goes on before it is durable: a loss of power leaves it half way"),
  CONDITION_IGNORED("calm", "", "a conditional write does not look at the version"),
  REFUSAL_FORGOTTEN(
      "late", "", "a late copy of a write that was refused is judged anew, and may take effect"),
  EXISTENCE_IGNORED("calm", "", "a write does not look at whether the object exists"),
  OUTCOME_FORGOTTEN_EARLY(
      "faulty", "C2", "the outcome of an operation is dropped before its client has seen it"),
  TOMBSTONES_DROPPED_EARLY("faulty", "", "a tombstone is dropped before everybody has passed it"),
  CONFIRMED_AT_ANY_EPOCH("leases", "", "a member confirms reads at whatever epoch"),
  CLOCK_SET_BACK("clocks", "", "leases run by a clock that can be set back"),
  LEASE_FOR_EVER("leases", "", "a head that was taken out reads under a lease without end: stale"),
  EPOCH_REUSED("faulty", "", "a server that starts again issues versions twice"),
  CONFIGURATION_SKIPPED("faulty", "", "a server passes over some configurations"),
  REMOVAL_FORGOTTEN(
      "counting",
      "",
      "an object that is created again is not told to counts that saw it elsewhere"),
  MOVES_NOT_TOLD("searching", "C4", "a region tells searches only of the newest moves out of it"),

  // Disks.
  SYNC_DOES_NOTHING("power", "S1", "the disk says that it has synced, and has not"),
  TORN_BATCH("power", "", "a batch is not atomic"),
  WRITE_ERROR_SWALLOWED("disks", "S2", "a batch that the disk refuses is taken for written"),
  READ_ERROR_SWALLOWED("disks", "S2", "what the disk cannot read is taken for nothing"),
  OUTCOMES_NOT_KEPT("failover", "C2", "outcomes are not on disk: a retry takes effect again"),
  PENDING_NOT_KEPT("faulty", "", "a restart forgets writes under way"),
  PENDING_NOT_REMOVED("faulty", "", "a restart drives writes of long ago again"),
  OUTCOMES_KEPT_FOR_EVER("calm", "", "outcomes that clients have seen stay on disk"),
  TOMBSTONES_KEPT_FOR_EVER("churn", "", "removals that everybody has passed stay on disk"),
  TOMBSTONES_NOT_KEPT("churn", "", "a restart forgets removals: a deleted object comes back"),
  REMOVED_SPACE_KEPT("spaces", "", "what there is of a removed space stays on disk"),
  JOINER_CLEANED("failover", "", "a server removes its rows of a region that it is joining"),
  OLD_PLACE_KEPT("calm", "", "an object stays in the region it leaves"),
  INSERT_LOST("calm", "", "a row is not written where an object comes to"),
  ROWS_ROT("calm", "", "a disk gives back other bytes of a row than it was given"),

  // Indices.
  INDEX_ENTRY_KEPT("indices", "", "the entry of an old value stays in its index"),
  INDEX_COMPARED_WITH_DISK(
      "indices", "", "of two changes of an object in a batch the second does not know the first"),
  INDEX_USED_TOO_EARLY("indices", "C4", "a search goes by an index that is still being built"),
  INDEX_TAKEN_FOR_COMPLETE(
      "indices", "C4", "a restart takes an index that was being built for complete"),
  INDEX_NOT_WIPED("indices", "", "what there is of an index that was dropped stays on disk"),
  CANDIDATE_NOT_TESTED("indices", "C4", "a search shows whatever an entry points to"),

  // Types.
  FUNCTIONS_OUT_OF_ORDER("types", "", "the functions of a write apply from the last to the first"),
  ONE_ALTERNATIVE_GUARDS("types", "", "of a guard's alternatives only the first is looked at"),
  PARTIAL_GET_DOES_NOT_WAIT(
      "types", "C4", "a get of some attributes answers from a row whose write has not committed"),
  NESTED_CHANGE_MISSED(
      "types", "C4", "an index on a place deep in documents misses what changes there"),

  // Links.
  NOT_SENT_AGAIN("links", "A13", "what a link lost is not sent again"),
  ACKNOWLEDGED_WHEN_SEEN(
      "late", "", "a write that comes again is acknowledged by who has it, not by the path's end"),
  LINK_OUT_OF_ORDER("calm", "", "messages of one link overtake each other"),
  ACKNOWLEDGEMENTS_LOST("calm", "A13", "a link loses acknowledgements and does not break"),

  // Joins.
  JOINED_AT_ONCE("faulty", "", "a joiner that is still stale becomes a member, perhaps the head"),
  CHUNK_NOT_SENT("faulty", "", "a tail takes a joiner's wish for rows for its thanks"),
  WRITES_NOT_FORWARDED("faulty", "", "writes that come during a join never reach the joiner"),
  OUTCOMES_LOST_IN_TRANSFER("failover", "C2", "a joiner is not told the outcomes of operations"),
  REMOVALS_LOST_IN_TRANSFER("churn", "", "a joiner is not told what was removed"),

  // Coordinators.
  LEASE_OF_DEPOSED_LEADER("leases", "", "a leader that has a successor goes on to grant leases"),
  LOST_BEFORE_LEASE_ENDS("leases", "", "a server is taken out of its chains while it has a lease"),
  DRIVEN_OUT_UNDER_LEASE(
      "neighbours", "", "who is cut off from its neighbours is taken out while it has a lease"),
  REPORTS_IGNORED(
      "neighbours", "A13", "nobody listens to what servers say of each other: writes stall"),
  DEAD_MEMBER_KEPT("failover", "A1", "a member that dies during a transfer stays in the chain"),
  REGION_STAYS_DEAD("failover", "A2", "regions created without an available server never get one"),
  TAKEN_OUT_WITH_LEASE("operators", "", "an operator takes a live server out while it has a lease"),
  KILLED_MEMBER_KEPT("operators", "A3", "a server an operator removes stays in its chains"),
  NOT_REPLICATED_AGAIN("failover", "A4", "lost replicas are never replaced"),
  NEWCOMERS_IDLE("rebalancing", "", "servers that come later get no share of the load"),
  MOVED_BEFORE_JOINED(
      "rebalancing", "", "who gives a region away leaves it before its successor has it"),
  RETIRED_WITH_LEASE("rebalancing", "", "a live member leaves a chain while it has a lease"),
  SURPLUS_KEPT("retirement", "", "chains keep more members than their space needs"),
  FORGOTTEN_WITH_OBJECTS(
      "retirement", "", "a server is forgotten with what only it has, though nobody accepted that"),
  GIVEN_UP_STAYS_DEAD("losses", "A2", "a region whose loss was accepted gets no server again"),
  EARLIER_TERM_COUNTS(
      "elections",
      "",
      "what a leader wrote in an earlier term of its own takes effect in a later one"),

  // Clients.
  FAILOVER_SURFACES("failover", "C1", "a client does not try again when a server or link is lost"),
  RETRY_RENAMED("faulty", "C2", "a client names each sending of an operation anew"),
  RETRIED_FOR_EVER(
      "sessions", "C2", "a client goes on trying when servers may have forgotten its operation"),
  UNKNOWN_GUESSED("faulty", "", "a client says that a write that timed out had no effect"),
  WAITS_FOR_EVER("links", "C3", "a client does not hear of a lost link and has no deadline"),
  PARTIAL_SEARCH(
      "searching", "C5", "a search leaves out a region that fails and calls itself done"),
  DUPLICATE_ROW("searching", "C4", "a search delivers an object from each region that shows it"),
  MOVED_NOT_READ("searching", "C4", "a search does not look for objects that move meanwhile"),
  GROUP_NOT_GUARDED("grouping", "", "a group operation changes objects that do not match any more"),
  COUNT_TWICE("searching", "", "a count counts moving objects in the regions and reads them too");

  private final String scenario;
  private final String weaknesses;
  private final String what;

  PlantedBug(String scenario, String weaknesses, String what) {
    this.scenario = scenario;
    this.weaknesses = weaknesses;
    this.what = what;
  }

  /** The name of the scenario in which the bug shows best. */
  public String scenario() {
    return scenario;
  }

  /** The known weaknesses of the original that it is like; empty if none. */
  public String weaknesses() {
    return weaknesses;
  }

  /** What is wrong. */
  public String what() {
    return what;
  }

  /** The bug of that name, in whatever case. */
  public static PlantedBug named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
