package org.hyperdex.coordinator.control;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.transport.control.ConfigurationCodec;
import org.hyperdex.transport.proto.ConfigurationUpdate;

/**
 * Sends every follower the newest configuration, and the next one when there is one.
 *
 * <p>A follower that is slower than the configurations come skips some: nothing is queued for it
 * but the newest. Thread-safe; {@link #publish} never blocks.
 */
public final class ConfigurationPublisher implements AutoCloseable {
  private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("configuration-publisher").factory());
  private volatile ConfigurationUpdate newest = ConfigurationUpdate.getDefaultInstance();

  /** Makes a configuration the newest. */
  public void publish(Configuration configuration) {
    newest =
        ConfigurationUpdate.newBuilder()
            .setConfiguration(ConfigurationCodec.toProto(configuration))
            .build();
    try {
      sender.execute(() -> followers.forEach(Follower::offerNewest));
    } catch (RejectedExecutionException e) {
      // The node is stopping: its followers are told so.
    }
  }

  /**
   * Serves one follower until it goes away.
   *
   * @param knownVersion the newest version it has; older ones and that one are not sent
   */
  public void follow(long knownVersion, ServerCallStreamObserver<ConfigurationUpdate> observer) {
    Follower follower = new Follower(observer, knownVersion);
    observer.setOnCancelHandler(() -> followers.remove(follower));
    observer.setOnReadyHandler(follower::offerNewest);
    followers.add(follower);
    follower.offerNewest();
  }

  /** How many follow. */
  public int followers() {
    return followers.size();
  }

  /** Tells all followers to go to another node. */
  @Override
  public void close() {
    sender.shutdown();
    followers.forEach(Follower::end);
    followers.clear();
  }

  private final class Follower {
    private final ServerCallStreamObserver<ConfigurationUpdate> observer;
    private long sentVersion;
    private boolean ended;

    Follower(ServerCallStreamObserver<ConfigurationUpdate> observer, long knownVersion) {
      this.observer = observer;
      this.sentVersion = knownVersion;
    }

    synchronized void offerNewest() {
      ConfigurationUpdate update = newest;
      long version = update.getConfiguration().getVersion();
      if (!ended && version > sentVersion && observer.isReady()) {
        sentVersion = version;
        observer.onNext(update);
      }
    }

    synchronized void end() {
      if (!ended && !observer.isCancelled()) {
        ended = true;
        observer.onError(
            Status.UNAVAILABLE.withDescription("this coordinator is stopping").asException());
      }
    }
  }
}
