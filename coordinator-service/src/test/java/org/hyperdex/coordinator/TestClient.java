package org.hyperdex.coordinator;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.hyperdex.coordinator.control.NodeChannels;
import org.hyperdex.transport.proto.AddSpace;
import org.hyperdex.transport.proto.CoordinatorControlGrpc.CoordinatorControlBlockingStub;
import org.hyperdex.transport.proto.RemoveCoordinator;
import org.hyperdex.transport.proto.ServerOnline;
import org.hyperdex.transport.proto.SetReadOnly;
import org.hyperdex.transport.proto.SubmitRequest;
import org.hyperdex.transport.proto.SubmitResponse;
import org.hyperdex.transport.proto.WaitUntilStableRequest;
import org.hyperdex.transport.proto.WaitUntilStableResponse;

/** An operator's commands, sent to one node after the other until one answers. */
final class TestClient implements AutoCloseable {
  static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Duration ATTEMPT = Duration.ofSeconds(3);
  private static final long CLIENT = 7;

  private final NodeChannels channels = new NodeChannels();
  private final List<String> addresses;
  private final AtomicLong sequence = new AtomicLong();

  TestClient(List<String> addresses) {
    this.addresses = addresses;
  }

  SubmitResponse addSpace(String name) {
    return submit(
        SubmitRequest.newBuilder().setAddSpace(AddSpace.newBuilder().setDescription(space(name))));
  }

  static String space(String name) {
    return "space "
        + name
        + " key username attributes first, last, int phone subspace first, last"
        + " create 4 partitions tolerate 1 failure";
  }

  SubmitResponse setReadOnly(boolean readOnly) {
    return submit(
        SubmitRequest.newBuilder().setSetReadOnly(SetReadOnly.newBuilder().setReadOnly(readOnly)));
  }

  SubmitResponse serverOnline(long id, int port, long start) {
    return submit(
        SubmitRequest.newBuilder()
            .setServerOnline(
                ServerOnline.newBuilder()
                    .setId(id)
                    .setHost("127.0.0.1")
                    .setPort(port)
                    .setStart(start)));
  }

  SubmitResponse removeCoordinator(String id) {
    return submit(
        SubmitRequest.newBuilder().setRemoveCoordinator(RemoveCoordinator.newBuilder().setId(id)));
  }

  WaitUntilStableResponse waitUntilStable(Duration timeout) {
    return call(stub ->
        stub.waitUntilStable(
            WaitUntilStableRequest.newBuilder()
                .setTimeoutMillis((int) timeout.toMillis())
                .build()));
  }

  SubmitResponse submit(SubmitRequest.Builder command) {
    SubmitRequest request =
        command.setClient(CLIENT).setSequence(sequence.incrementAndGet()).build();
    return call(stub -> stub.submit(request));
  }

  /** Calls with one request, again and again, until there is an answer or the deadline. */
  <T> T call(Function<CoordinatorControlBlockingStub, T> call) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    StatusRuntimeException last = null;
    while (System.nanoTime() - end < 0) {
      for (String address : addresses) {
        try {
          return call.apply(channels.to(address, ATTEMPT));
        } catch (StatusRuntimeException e) {
          last = e;
        }
      }
    }
    throw last;
  }

  CoordinatorControlBlockingStub at(String address) {
    return channels.to(address, DEADLINE);
  }

  @Override
  public void close() {
    channels.close();
  }
}
