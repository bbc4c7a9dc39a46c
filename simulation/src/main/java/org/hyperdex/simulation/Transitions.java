package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The states and transitions of the protocol, as {@code docs/protocol.md} has them, and how often
 * each was passed. They are seen from outside: by what arrives, what a turn writes, and what state
 * a machine is in before and after an input.
 *
 * <p>A list names what the runs are to reach. What else comes up is counted as well.
 */
final class Transitions {
  /** A table of the protocol's description. */
  enum Table {
    /** A write at one server. */
    PENDING_WRITE,
    /** The transfer from a tail to a joiner; a synced one has been through all. */
    TRANSFER,
    /**
     * A request that arrives. By one epoch a client and a server know one chain, so a client that
     * is not wrong never asks who has no part in it.
     */
    REQUEST,
    /** A message that arrives at its epoch, by what its receiver is in the region. */
    MESSAGE,
    /** A message that arrives out of its time: it is dropped, or kept until the server has it. */
    MESSAGE_OF_ANOTHER_EPOCH,
    /** A server, as the coordinators see it. */
    SERVER,
    /** A region's chain and joiner, from one configuration to the next. */
    CHAIN,
    /** A request at a client. */
    CLIENT
  }

  /** What the runs must reach. */
  private static List<String> demanded(Table table) {
    return switch (table) {
      case PENDING_WRITE ->
          List.of("SENT -> ACKED", "LAST -> ACKED", "ACKED -> committed", "SENT -> LAST");
      case TRANSFER -> List.of("begun", "WALKING -> HOLDING -> SYNCED");
      case REQUEST ->
          List.of(
              "head, get",
              "head, write",
              "head, search or count",
              "another member, search or count",
              "has no part, of an older epoch",
              "joins, of an older epoch",
              "head, of an older epoch",
              "another member, of an older epoch",
              "has no part, of a newer epoch",
              "joins, of a newer epoch",
              "head, of a newer epoch",
              "another member, of a newer epoch");
      case MESSAGE ->
          List.of(
              "Propagate, head",
              "Propagate, another member",
              "Ack, head",
              "Ack, another member",
              "Ack, has no part",
              "Ack, joins",
              "Confirm, head",
              "Confirm, another member",
              "Confirm, joins",
              "ConfirmAnswer, head",
              "ConfirmAnswer, another member",
              "ScrubAsk, head",
              "ScrubAsk, another member",
              "ScrubAsk, has no part",
              "ScrubTell, head",
              "TransferBegin, joins",
              "TransferMemory, joins",
              "TransferWrite, joins",
              "TransferCommit, joins",
              "ChunkDigest, joins",
              "Chunk, joins",
              "TransferAck, head",
              "TransferAck, another member",
              "ChunkWanted, head",
              "ChunkWanted, another member",
              "ChunkStored, head",
              "ChunkStored, another member");
      case MESSAGE_OF_ANOTHER_EPOCH ->
          List.of(
              "Propagate, older",
              "Propagate, newer",
              "Ack, older",
              "Ack, newer",
              "Confirm, older",
              "Confirm, newer",
              "ConfirmAnswer, older",
              "ConfirmAnswer, newer",
              "ScrubAsk, older",
              "ScrubAsk, newer",
              "ScrubTell, older",
              "ScrubTell, newer",
              "TransferBegin, older",
              "TransferBegin, newer",
              "TransferMemory, older",
              "TransferMemory, newer",
              "TransferWrite, older",
              "TransferWrite, newer",
              "TransferCommit, older",
              "TransferCommit, newer",
              "TransferAck, older",
              "TransferAck, newer",
              "ChunkDigest, older",
              "ChunkDigest, newer",
              "ChunkWanted, older",
              "ChunkWanted, newer",
              "Chunk, older",
              "ChunkStored, older",
              "ChunkStored, newer");
      case SERVER ->
          List.of(
              "(unknown), register -> REGISTERED",
              "(unknown), announced -> AVAILABLE",
              "(unknown), offline -> refused: NOT_FOUND",
              "(unknown), online -> refused: NOT_FOUND",
              "(unknown), kill -> refused: NOT_FOUND",
              "(unknown), forget -> refused: NOT_FOUND",
              "REGISTERED, register -> refused: DUPLICATE",
              "REGISTERED, announced -> AVAILABLE",
              "REGISTERED, offline -> REGISTERED held",
              "REGISTERED, online -> REGISTERED",
              "REGISTERED, kill -> KILLED",
              "REGISTERED, forget -> (unknown)",
              "REGISTERED held, register -> refused: DUPLICATE",
              "REGISTERED held, announced -> refused: HELD",
              "REGISTERED held, offline -> REGISTERED held",
              "REGISTERED held, online -> REGISTERED",
              "REGISTERED held, kill -> KILLED",
              "REGISTERED held, forget -> (unknown)",
              "AVAILABLE, register -> refused: DUPLICATE",
              "AVAILABLE, announced again -> AVAILABLE",
              "AVAILABLE, announced by a new process -> AVAILABLE",
              "AVAILABLE, lost -> UNAVAILABLE",
              "AVAILABLE, lost -> AVAILABLE",
              "AVAILABLE, shutdown -> SHUTDOWN",
              "AVAILABLE, offline -> UNAVAILABLE held",
              "AVAILABLE, online -> AVAILABLE",
              "AVAILABLE, kill -> KILLED",
              "AVAILABLE, forget -> refused: REFUSED",
              "UNAVAILABLE, register -> refused: DUPLICATE",
              "UNAVAILABLE, announced -> AVAILABLE",
              "UNAVAILABLE, offline -> UNAVAILABLE held",
              "UNAVAILABLE, online -> UNAVAILABLE",
              "UNAVAILABLE, kill -> KILLED",
              "UNAVAILABLE, forget -> (unknown)",
              "UNAVAILABLE, forget -> refused: REFUSED",
              "UNAVAILABLE held, register -> refused: DUPLICATE",
              "UNAVAILABLE held, announced -> refused: HELD",
              "UNAVAILABLE held, lost -> UNAVAILABLE held",
              "UNAVAILABLE held, offline -> UNAVAILABLE held",
              "UNAVAILABLE held, online -> UNAVAILABLE",
              "UNAVAILABLE held, kill -> KILLED",
              "UNAVAILABLE held, forget -> (unknown)",
              "UNAVAILABLE held, forget -> refused: REFUSED",
              "SHUTDOWN, register -> refused: DUPLICATE",
              "SHUTDOWN, announced -> AVAILABLE",
              "SHUTDOWN, offline -> SHUTDOWN held",
              "SHUTDOWN, online -> SHUTDOWN",
              "SHUTDOWN, kill -> KILLED",
              "SHUTDOWN, forget -> (unknown)",
              "SHUTDOWN, forget -> refused: REFUSED",
              "SHUTDOWN held, register -> refused: DUPLICATE",
              "SHUTDOWN held, announced -> refused: HELD",
              "SHUTDOWN held, offline -> SHUTDOWN held",
              "SHUTDOWN held, online -> SHUTDOWN",
              "SHUTDOWN held, kill -> KILLED",
              "SHUTDOWN held, forget -> (unknown)",
              "KILLED, register -> refused: DUPLICATE",
              "KILLED, announced -> refused: KILLED",
              "KILLED, lost -> KILLED",
              "KILLED, offline -> refused: KILLED",
              "KILLED, online -> refused: KILLED",
              "KILLED, kill -> KILLED",
              "KILLED, forget -> (unknown)");
      case CHAIN ->
          List.of(
              "nobody -> members",
              "lacks replicas -> has a joiner",
              "is complete -> has a joiner",
              "joiner -> member",
              "joiner -> out",
              "live head -> out",
              "live member -> out",
              "member that is away -> out",
              "given up -> another region");
      case CLIENT ->
          List.of(
              "NEW, start -> SENT",
              "NEW, start -> WAITING_CONFIGURATION",
              "NEW, start -> DONE",
              "SENT, answered -> DONE",
              "SENT, refused -> WAITING_CONFIGURATION",
              "SENT, refused -> WAITING_BACKOFF",
              "SENT, refused -> DONE",
              "SENT, link lost -> WAITING_BACKOFF",
              "SENT, link lost -> SENT",
              "SENT, link lost -> DONE",
              "SENT, configured -> SENT",
              "SENT, configured -> DONE",
              "SENT, time -> DONE",
              "WAITING_CONFIGURATION, configured -> SENT",
              "WAITING_CONFIGURATION, configured -> DONE",
              "WAITING_CONFIGURATION, time -> SENT",
              "WAITING_CONFIGURATION, time -> DONE",
              "WAITING_BACKOFF, time -> SENT",
              "WAITING_BACKOFF, time -> DONE",
              "WAITING_BACKOFF, configured -> SENT",
              "WAITING_BACKOFF, configured -> DONE");
    };
  }

  private final Map<Table, Map<String, Long>> counts = new TreeMap<>();

  void passed(Table table, String row) {
    counts.computeIfAbsent(table, _ -> new TreeMap<>()).merge(row, 1L, Long::sum);
  }

  void add(Transitions other) {
    other.counts.forEach((table, rows) ->
        rows.forEach((row, count) ->
            counts.computeIfAbsent(table, _ -> new TreeMap<>()).merge(row, count, Long::sum)));
  }

  private Map<String, Long> of(Table table) {
    return counts.getOrDefault(table, Map.of());
  }

  /** What must be reached and never was. */
  Collection<String> missing() {
    List<String> missing = new ArrayList<>();
    for (Table table : Table.values()) {
      demanded(table).stream()
          .filter(row -> !of(table).containsKey(row))
          .forEach(row -> missing.add(table + ": " + row));
    }
    return missing;
  }

  /** All of it, as Markdown. */
  String table() {
    StringBuilder text = new StringBuilder("| state machine | transition | times |\n");
    text.append("| --- | --- | ---: |\n");
    for (Table table : Table.values()) {
      Map<String, Long> rows = new LinkedHashMap<>();
      demanded(table).forEach(row -> rows.put(row, 0L));
      rows.putAll(of(table));
      rows.forEach((row, count) ->
          text.append(
              "| %s | %s%s | %d |\n"
                  .formatted(
                      table, row, demanded(table).contains(row) ? "" : " (not demanded)", count)));
    }
    return text.toString();
  }
}
