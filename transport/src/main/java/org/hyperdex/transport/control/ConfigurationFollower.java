package org.hyperdex.transport.control;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.transport.proto.ConfigurationUpdate;
import org.hyperdex.transport.proto.CoordinatorControlGrpc;
import org.hyperdex.transport.proto.FollowRequest;
import org.hyperdex.transport.proto.StatusRequest;
import org.hyperdex.transport.proto.StatusResponse;
import org.hyperdex.transport.wire.WireException;
import org.jspecify.annotations.Nullable;

/**
 * Follows the configurations, one coordinator at a time, until closed.
 *
 * <p>A stream that is silent is asked by a status call whether its coordinator is alive, and
 * whether it knows of a newer configuration than it has sent: a process that hangs is left within
 * seconds.
 */
final class ConfigurationFollower implements Subscription {
  private static final Duration SILENCE = Duration.ofSeconds(1);
  private static final Duration PROBE_TIME = Duration.ofSeconds(1);
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private final CoordinatorDirectory directory;
  private final ControlConnections connections;
  private final Failover failover;
  private final ConfigurationListener listener;
  private final Consumer<Subscription> whenClosed;
  private final Thread thread;
  private volatile boolean closed;

  /** The version of the newest configuration; of what has been told, nothing is told again. */
  private long version;

  /** How often in a row a status call has told of a newer configuration than the stream has. */
  private int laggingProbes;

  private boolean interruptedTold;
  private long pauseMillis = FIRST_PAUSE_MILLIS;

  ConfigurationFollower(
      CoordinatorDirectory directory,
      ControlConnections connections,
      Failover failover,
      long knownVersion,
      ConfigurationListener listener,
      Consumer<Subscription> whenClosed) {
    this.directory = directory;
    this.connections = connections;
    this.failover = failover;
    this.version = knownVersion;
    this.listener = listener;
    this.whenClosed = whenClosed;
    this.thread = Thread.ofPlatform().daemon().name("configuration-follower").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    whenClosed.accept(this);
  }

  private void run() {
    try {
      while (!closed) {
        followAll();
        Thread.sleep(pauseMillis);
        pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      // Only close() interrupts.
    }
  }

  /** Follows each coordinator as long as it is good for; returns when none is. */
  private void followAll() throws InterruptedException {
    Map<CoordinatorAddress, String> problems = new LinkedHashMap<>();
    for (CoordinatorAddress address : directory.inOrder()) {
      try {
        follow(address);
      } catch (StatusRuntimeException e) {
        problems.put(address, Failover.describe(e.getStatus()));
      } catch (ControlException | WireException e) {
        problems.put(address, String.valueOf(e.getMessage()));
      }
      if (closed) {
        return;
      }
      directory.failed(address);
    }
    if (!interruptedTold) {
      interruptedTold = true;
      listener.interrupted("no coordinator can be followed: " + problems);
    }
  }

  /** Follows the coordinator at {@code address}; returns never but by an exception. */
  private void follow(CoordinatorAddress address) throws InterruptedException {
    ManagedChannel channel = connections.to(address);
    laggingProbes = 0;
    Stream stream = new Stream();
    FollowRequest request =
        FollowRequest.newBuilder()
            .setClusterId(directory.clusterId().orElse(""))
            .setKnownVersion(version)
            .build();
    CoordinatorControlGrpc.newStub(channel).follow(request, stream);
    try {
      while (true) {
        Event event = stream.events.poll(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
        switch (event) {
          case null -> probe(address);
          case Update update -> take(address, update.update());
          case End end -> throw end.status().asRuntimeException();
        }
      }
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNAVAILABLE) {
        connections.drop(address, channel);
      }
      throw e;
    } finally {
      stream.cancel();
    }
  }

  private void take(CoordinatorAddress address, ConfigurationUpdate update) {
    var proto = update.getConfiguration();
    directory.learn(address, proto.getClusterId(), proto.getCoordinatorsList());
    directory.answered(address);
    good();
    laggingProbes = 0;
    if (proto.getVersion() > version) {
      Configuration configuration = ConfigurationCodec.fromProto(proto);
      version = proto.getVersion();
      listener.configuration(configuration);
    }
  }

  /** A coordinator that does not answer, or does not send what it says it has, is left. */
  private void probe(CoordinatorAddress address) {
    StatusResponse status =
        failover.callOne(
            address, PROBE_TIME, (_, stub, _) -> stub.status(StatusRequest.getDefaultInstance()));
    directory.learn(address, status.getClusterId(), status.getCoordinatorsList());
    // Once may be a configuration that is on its way just now.
    laggingProbes = status.getConfigurationVersion() > version ? laggingProbes + 1 : 0;
    if (laggingProbes > 1) {
      throw Status.UNAVAILABLE
          .withDescription("the stream of configurations hangs")
          .asRuntimeException();
    }
    if (!status.getReady()) {
      throw Status.UNAVAILABLE
          .withDescription("the coordinator knows no leader")
          .asRuntimeException();
    }
    good();
  }

  private void good() {
    interruptedTold = false;
    pauseMillis = FIRST_PAUSE_MILLIS;
  }

  private sealed interface Event {}

  private record Update(ConfigurationUpdate update) implements Event {}

  private record End(Status status) implements Event {}

  /** Hands what a stream brings to the follower's thread, one message at a time. */
  private static final class Stream
      implements ClientResponseObserver<FollowRequest, ConfigurationUpdate> {
    final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private volatile @Nullable ClientCallStreamObserver<FollowRequest> call;

    @Override
    public void beforeStart(ClientCallStreamObserver<FollowRequest> requestStream) {
      call = requestStream;
    }

    @Override
    public void onNext(ConfigurationUpdate update) {
      events.add(new Update(update));
    }

    @Override
    public void onError(Throwable problem) {
      events.add(new End(Status.fromThrowable(problem)));
    }

    @Override
    public void onCompleted() {
      events.add(new End(Status.UNAVAILABLE.withDescription("the coordinator ended the stream")));
    }

    void cancel() {
      ClientCallStreamObserver<FollowRequest> running = call;
      if (running != null) {
        running.cancel("not followed any more", null);
      }
    }
  }
}
