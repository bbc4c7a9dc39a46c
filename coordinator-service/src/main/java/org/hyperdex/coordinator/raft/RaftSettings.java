package org.hyperdex.coordinator.raft;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/**
 * How a group member is set up.
 *
 * @param directory where log and snapshots live
 * @param host the address to bind
 * @param port the port to bind
 * @param snapshotEntries log entries after which a snapshot is written
 * @param segmentBytes the size at which a log file is closed
 */
public record RaftSettings(
    Path directory, String host, int port, long snapshotEntries, int segmentBytes) {
  private static final int ELECTION_TIMEOUT_MIN_MILLIS = 150;
  private static final int ELECTION_TIMEOUT_MAX_MILLIS = 300;
  private static final int RPC_TIMEOUT_MILLIS = 1000;

  /** How long a new member may say nothing; its first connection can be slow. */
  private static final int STAGING_TIMEOUT_MILLIS = 3000;

  private static final int ENTRY_BYTES_MAX = 2 << 20;
  private static final int PREALLOCATED_BYTES = 256 << 10;
  private static final int SNAPSHOTS_KEPT = 2;

  RaftProperties properties() {
    RaftProperties properties = new RaftProperties();
    RaftServerConfigKeys.setStorageDir(
        properties, java.util.Collections.singletonList(directory.toFile()));
    GrpcConfigKeys.Server.setHost(properties, host);
    GrpcConfigKeys.Server.setPort(properties, port);
    timeouts(properties);
    log(properties);
    snapshots(properties);
    RaftServerConfigKeys.Read.setOption(properties, RaftServerConfigKeys.Read.Option.LINEARIZABLE);
    return properties;
  }

  private static void timeouts(RaftProperties properties) {
    RaftServerConfigKeys.Rpc.setTimeoutMin(properties, millis(ELECTION_TIMEOUT_MIN_MILLIS));
    RaftServerConfigKeys.Rpc.setTimeoutMax(properties, millis(ELECTION_TIMEOUT_MAX_MILLIS));
    RaftServerConfigKeys.Rpc.setRequestTimeout(properties, millis(RPC_TIMEOUT_MILLIS));
    RaftServerConfigKeys.setStagingTimeout(properties, millis(STAGING_TIMEOUT_MILLIS));
    // A node that stood still (suspended machine, stopped process) goes on afterwards: terms and
    // leases make that safe. The default would end it for good after a minute.
    RaftServerConfigKeys.setCloseThreshold(properties, TimeDuration.valueOf(3650, TimeUnit.DAYS));
  }

  private void log(RaftProperties properties) {
    RaftServerConfigKeys.Log.setCorruptionPolicy(
        properties, RaftServerConfigKeys.Log.CorruptionPolicy.WARN_AND_RETURN);
    RaftServerConfigKeys.Log.setSegmentSizeMax(properties, SizeInBytes.valueOf(segmentBytes));
    RaftServerConfigKeys.Log.setPreallocatedSize(
        properties, SizeInBytes.valueOf(Math.min(segmentBytes, PREALLOCATED_BYTES)));
    RaftServerConfigKeys.Log.Appender.setBufferByteLimit(
        properties, SizeInBytes.valueOf(ENTRY_BYTES_MAX));
    RaftServerConfigKeys.Log.setWriteBufferSize(
        properties, SizeInBytes.valueOf(2L * ENTRY_BYTES_MAX));
    // Files that a snapshot covers go, whether or not a node that is away has read them: it gets
    // the snapshot instead.
    RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
    RaftServerConfigKeys.Log.setPurgeGap(properties, 1);
  }

  private void snapshots(RaftProperties properties) {
    RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, true);
    RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(properties, snapshotEntries);
    RaftServerConfigKeys.Snapshot.setTriggerWhenStopEnabled(properties, true);
    RaftServerConfigKeys.Snapshot.setRetentionFileNum(properties, SNAPSHOTS_KEPT);
  }

  private static TimeDuration millis(int millis) {
    return TimeDuration.valueOf(millis, TimeUnit.MILLISECONDS);
  }
}
