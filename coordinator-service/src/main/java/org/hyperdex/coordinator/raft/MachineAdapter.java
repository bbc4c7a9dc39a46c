package org.hyperdex.coordinator.raft;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.MD5FileUtil;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Machine} as Ratis wants to see it, with snapshots in one file each.
 *
 * <p>A snapshot file gets its name only when it is completely on disk, so a crash leaves either no
 * snapshot or a whole one.
 */
final class MachineAdapter extends BaseStateMachine {
  private final Machine machine;
  private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();

  MachineAdapter(Machine machine) {
    this.machine = machine;
  }

  @Override
  public void initialize(RaftServer server, RaftGroupId groupId, RaftStorage raftStorage)
      throws IOException {
    super.initialize(server, groupId, raftStorage);
    getLifeCycle()
        .startAndTransition(() -> {
          storage.init(raftStorage);
          loadLatestSnapshot();
        });
  }

  @Override
  public void reinitialize() throws IOException {
    storage.loadLatestSnapshot();
    loadLatestSnapshot();
    if (getLifeCycleState() == LifeCycle.State.PAUSED) {
      getLifeCycle().transition(LifeCycle.State.STARTING);
      getLifeCycle().transition(LifeCycle.State.RUNNING);
    }
  }

  private void loadLatestSnapshot() throws IOException {
    @Nullable SingleFileSnapshotInfo latest = storage.getLatestSnapshot();
    if (latest == null) {
      return;
    }
    FileInfo file = latest.getFile();
    @Nullable MD5Hash digest = file.getFileDigest();
    if (digest != null) {
      MD5FileUtil.verifySavedMD5(file.getPath().toFile(), digest);
    }
    machine.restore(Files.readAllBytes(file.getPath()));
    setLastAppliedTermIndex(latest.getTermIndex());
  }

  @Override
  public void pause() {
    getLifeCycle().transition(LifeCycle.State.PAUSING);
    getLifeCycle().transition(LifeCycle.State.PAUSED);
  }

  @Override
  public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
    LogEntryProto entry = transaction.getLogEntry();
    byte[] reply =
        machine.apply(
            entry.getIndex(),
            entry.getTerm(),
            entry.getStateMachineLogEntry().getLogData().toByteArray());
    updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
    return CompletableFuture.completedFuture(
        Message.valueOf(UnsafeByteOperations.unsafeWrap(reply)));
  }

  /** Reads serve only to prove leadership: what is asked for is nothing. */
  @Override
  public CompletableFuture<Message> query(Message request) {
    return CompletableFuture.completedFuture(Message.EMPTY);
  }

  @Override
  public long takeSnapshot() {
    TermIndex last = getLastAppliedTermIndex();
    if (last.getIndex() < 0) {
      return last.getIndex();
    }
    File file = storage.getSnapshotFile(last.getTerm(), last.getIndex());
    try {
      writeWhole(file.toPath(), machine.snapshot());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the snapshot " + file, e);
    }
    MD5Hash digest = MD5FileUtil.computeAndSaveMd5ForFile(file);
    storage.updateLatestSnapshot(
        new SingleFileSnapshotInfo(
            new FileInfo(file.toPath(), digest), last.getTerm(), last.getIndex()));
    return last.getIndex();
  }

  private static void writeWhole(Path file, byte[] content) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public StateMachineStorage getStateMachineStorage() {
    return storage;
  }

  @Override
  public void notifyLeaderReady() {
    machine.leading();
  }

  @Override
  public void notifyNotLeader(Collection<TransactionContext> pending) {
    machine.following();
  }

  @Override
  public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId leader) {
    if (!member.getPeerId().equals(leader)) {
      machine.following();
    }
  }

  @Override
  public void notifyServerShutdown(RoleInfoProto role, boolean everything) {
    // Stopping the whole process is told with true; with false it is the group that sends us away.
    if (!everything) {
      machine.removed();
    }
  }

  @Override
  public void notifyLogFailed(Throwable cause, @Nullable LogEntryProto entry) {
    machine.failed(cause);
  }

  @Override
  public void close() {
    getLifeCycle().checkStateAndClose(() -> {});
  }
}
