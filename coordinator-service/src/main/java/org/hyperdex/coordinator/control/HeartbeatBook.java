package org.hyperdex.coordinator.control;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.coordinator.IndexSigns;
import org.hyperdex.core.coordinator.Stability;
import org.hyperdex.transport.proto.Heartbeat;
import org.hyperdex.transport.proto.IndexProgress;
import org.hyperdex.transport.proto.TransferProgress;

/**
 * What each server said last to the leader, and since when it has been saying how far its copies
 * are. Thread-safe; time is an argument, nanoseconds of any monotonic clock.
 */
public final class HeartbeatBook {
  private final Map<Long, Heartbeat> heartbeats = new HashMap<>();
  private final Map<Copy, Long> begunNanos = new HashMap<>();

  private record Copy(long region, long joiner) {}

  /**
   * How far a copy of a region is.
   *
   * @param bytesDone sent, or there already
   * @param bytesTotal what the region holds, as far as is known
   * @param elapsedNanos since the leader heard of it first
   */
  public record CopyProgress(
      long region, long joiner, long bytesDone, long bytesTotal, long elapsedNanos) {}

  /** A heartbeat came. */
  public synchronized void heard(Heartbeat heartbeat, long nowNanos) {
    heartbeats.put(heartbeat.getServer(), heartbeat);
    heartbeat
        .getTransfersList()
        .forEach(
            copy -> begunNanos.putIfAbsent(new Copy(copy.getRegion(), copy.getJoiner()), nowNanos));
  }

  /** Forgets what was said by processes that are not these servers', and copies nobody makes. */
  public synchronized void keepOnly(Collection<Server> available) {
    Map<Long, Long> incarnations = new HashMap<>();
    available.forEach(server -> incarnations.put(server.id(), server.incarnation()));
    heartbeats
        .values()
        .removeIf(heartbeat ->
            incarnations.getOrDefault(heartbeat.getServer(), -1L) != heartbeat.getIncarnation());
    begunNanos
        .keySet()
        .removeIf(copy ->
            heartbeats.values().stream()
                .flatMap(heartbeat -> heartbeat.getTransfersList().stream())
                .noneMatch(said ->
                    said.getRegion() == copy.region() && said.getJoiner() == copy.joiner()));
  }

  /** What the servers said of themselves last, by server id. */
  public synchronized Map<Long, Stability.Report> reports() {
    Map<Long, Stability.Report> reports = new HashMap<>();
    heartbeats.forEach((server, heartbeat) ->
        reports.put(
            server,
            new Stability.Report(
                heartbeat.getIncarnation(),
                heartbeat.getAdoptedVersion(),
                heartbeat.getSettled())));
    return reports;
  }

  /** The joiners that were said to be up to date. */
  public synchronized List<Command.Place> ready() {
    return heartbeats.values().stream()
        .flatMap(heartbeat -> heartbeat.getReadyList().stream())
        .map(ready -> new Command.Place(ready.getRegion(), ready.getEpoch(), ready.getJoiner()))
        .toList();
  }

  /** What the servers said of their indices last, by server id. */
  public synchronized Map<Long, IndexSigns.Report> indices() {
    return IndexBook.reports(heartbeats.values());
  }

  /** How far the indices are that are being built, over all servers. */
  public synchronized List<IndexProgress> indexing() {
    return IndexBook.progress(heartbeats.values());
  }

  /** How far the copies are that are being made. */
  public synchronized List<CopyProgress> copies(long nowNanos) {
    List<CopyProgress> copies = new ArrayList<>();
    for (Heartbeat heartbeat : heartbeats.values()) {
      for (TransferProgress said : heartbeat.getTransfersList()) {
        Long begun = begunNanos.get(new Copy(said.getRegion(), said.getJoiner()));
        copies.add(
            new CopyProgress(
                said.getRegion(),
                said.getJoiner(),
                said.getBytesSent() + said.getBytesSkipped(),
                said.getBytesTotal(),
                begun == null ? 0 : nowNanos - begun));
      }
    }
    return copies;
  }

  /** Forgets everything: another time as the leader begins. */
  public synchronized void clear() {
    heartbeats.clear();
    begunNanos.clear();
  }
}
