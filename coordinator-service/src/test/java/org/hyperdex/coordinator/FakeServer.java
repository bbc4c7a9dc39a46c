package org.hyperdex.coordinator;

import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.hyperdex.coordinator.control.NodeChannels;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.transport.proto.CoordinatorControlGrpc;
import org.hyperdex.transport.proto.Heartbeat;
import org.hyperdex.transport.proto.HeartbeatAnswer;
import org.hyperdex.transport.proto.ReadyTransfer;
import org.jspecify.annotations.Nullable;

/**
 * A storage server as far as coordinators see it: it has a port, sends heartbeats to the leader,
 * adopts every configuration at once and, as tail, says at once that its joiners are up to date.
 */
final class FakeServer implements AutoCloseable {
  private static final AtomicLong STARTS = new AtomicLong(100);
  private static final long PERIOD_MILLIS = 30;

  private final long id;
  private final TestCluster cluster;
  private final ServerSocket port;
  private final long incarnation;
  private final NodeChannels channels = new NodeChannels();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private @Nullable StreamObserver<Heartbeat> stream;
  private volatile String streamTo = "";
  private volatile int leaseMillis;
  private volatile boolean joinsAreReady = true;
  private volatile List<Long> unreachable = List.of();

  private FakeServer(long id, int wantedPort, TestCluster cluster, TestClient client) {
    this.id = id;
    this.cluster = cluster;
    try {
      this.port = new ServerSocket(wantedPort, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.incarnation =
        client.serverOnline(id, port.getLocalPort(), STARTS.incrementAndGet()).getIncarnation();
    var _ = thread.scheduleWithFixedDelay(this::tryToBeat, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  static FakeServer start(long id, TestCluster cluster, TestClient client) {
    return new FakeServer(id, 0, cluster, client);
  }

  /** Another process of the same server, at the same port. */
  FakeServer again(TestClient client) {
    return new FakeServer(id, port.getLocalPort(), cluster, client);
  }

  long id() {
    return id;
  }

  /** The last lease it was granted. */
  int leaseMillis() {
    return leaseMillis;
  }

  /** It copies for ever. */
  FakeServer neverReady() {
    joinsAreReady = false;
    return this;
  }

  /** From now on it says that it cannot reach these servers. */
  void cannotReach(Long... others) {
    unreachable = List.of(others);
  }

  private void tryToBeat() {
    try {
      beat();
    } catch (RuntimeException e) {
      // The leader goes away at this moment; the next one is found with the next heartbeat.
      streamTo = "";
    }
  }

  private void beat() {
    List<CoordinatorNode> leaders =
        cluster.running().stream().filter(CoordinatorNode::leads).toList();
    if (leaders.isEmpty()) {
      return;
    }
    CoordinatorNode leader = leaders.getFirst();
    if (!leader.address().equals(streamTo)) {
      streamTo = leader.address();
      stream =
          CoordinatorControlGrpc.newStub(channels.to(streamTo, TestCluster.PATIENCE).getChannel())
              .heartbeats(new Answers());
    }
    Configuration configuration = leader.configuration();
    Heartbeat.Builder heartbeat =
        Heartbeat.newBuilder()
            .setServer(id)
            .setIncarnation(incarnation)
            .setAdoptedVersion(configuration.version())
            .setSettled(true)
            .addAllUnreachable(unreachable);
    if (joinsAreReady) {
      configuration.spaces().stream()
          .flatMap(space -> space.subspaces().stream())
          .flatMap(subspace -> subspace.regions().stream())
          .filter(region -> region.joiner().isPresent() && region.chain().getLast() == id)
          .forEach(region -> heartbeat.addReady(ready(region)));
    }
    if (stream != null) {
      stream.onNext(heartbeat.build());
    }
  }

  private static ReadyTransfer ready(Region region) {
    return ReadyTransfer.newBuilder()
        .setRegion(region.id())
        .setEpoch(region.epoch())
        .setJoiner(region.joiner().getAsLong())
        .build();
  }

  /** No heartbeat comes any more, but nobody can see why: its host answers nothing. */
  void freeze() {
    thread.shutdownNow();
  }

  /** The process dies: its host closes everything. */
  void kill() {
    thread.shutdownNow();
    try {
      port.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    channels.close();
  }

  @Override
  public void close() {
    kill();
  }

  private final class Answers implements StreamObserver<HeartbeatAnswer> {
    @Override
    public void onNext(HeartbeatAnswer answer) {
      leaseMillis = answer.getLeaseMillis();
    }

    @Override
    public void onError(Throwable failure) {
      streamTo = "";
    }

    @Override
    public void onCompleted() {
      streamTo = "";
    }
  }
}
