package org.hyperdex.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.hyperspace.Placement;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.Message;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.transport.link.CloseReason;
import org.hyperdex.transport.link.Link;
import org.hyperdex.transport.link.LinkConnector;
import org.hyperdex.transport.link.LinkListener;
import org.hyperdex.transport.wire.Hello;

/** One client's link to one storage server. */
final class TestClient implements AutoCloseable {
  private static final AtomicLong CLIENTS = new AtomicLong(1);
  private static final long PATIENCE_SECONDS = 20;

  final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
  private final LinkConnector connector = new LinkConnector();
  private final Link link;
  private final Map<Long, BlockingQueue<ServerResponse>> responses = new ConcurrentHashMap<>();
  private final AtomicLong requestIds = new AtomicLong();
  private final AtomicLong sequences = new AtomicLong();
  private final long client = CLIENTS.getAndIncrement();

  TestClient(StorageServer server) {
    this(server, Hello.ofClient(LocalCluster.ID, server.serverId(), 0));
  }

  TestClient(StorageServer server, Hello hello) {
    link =
        connector.connect(
            "127.0.0.1",
            server.port(),
            hello,
            new LinkListener() {
              @Override
              public void received(Link from, Message message) {
                ServerResponse response = (ServerResponse) message;
                queue(response.requestId()).add(response);
              }

              @Override
              public void closed(Link from, CloseReason reason) {
                closed.complete(reason);
              }
            });
  }

  private BlockingQueue<ServerResponse> queue(long requestId) {
    return responses.computeIfAbsent(requestId, _ -> new LinkedBlockingQueue<>());
  }

  long nextId() {
    return requestIds.incrementAndGet();
  }

  void send(Message message) {
    link.send(message);
  }

  ServerResponse ask(ClientRequest request) {
    send(request);
    return next(request.requestId());
  }

  /** The next response to the request. */
  ServerResponse next(long requestId) {
    try {
      ServerResponse response = queue(requestId).poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (response == null) {
        throw new AssertionError("no response to request " + requestId);
      }
      return response;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether a response to the request is here already. */
  boolean hasResponse(long requestId) {
    return !queue(requestId).isEmpty();
  }

  /** A write that sets all of the attributes given, from 1 on. */
  ClientRequest.Write put(Space space, String key, Value... attributes) {
    Region region = Placement.keyRegion(space, Bytes.utf8(key));
    List<FunctionCall> functions = new ArrayList<>();
    for (int i = 0; i < attributes.length; i++) {
      AttributeType type = space.schema().attribute(i + 1).type();
      functions.add(new FunctionCall(i + 1, Function.SET, ValueCodec.encode(type, attributes[i])));
    }
    return write(region, key, new ClientRequest.Update(functions));
  }

  ClientRequest.Write write(Region region, String key, ClientRequest.Change change) {
    return write(region, Bytes.utf8(key), change);
  }

  ClientRequest.Write write(Region region, Bytes key, ClientRequest.Change change) {
    long sequence = sequences.incrementAndGet();
    return new ClientRequest.Write(
        nextId(),
        region.id(),
        region.epoch(),
        new OperationId(client, sequence),
        0,
        key,
        Existence.ANY,
        Optional.empty(),
        Predicate.TRUE,
        change);
  }

  ClientRequest.Get get(Space space, String key) {
    Region region = Placement.keyRegion(space, Bytes.utf8(key));
    return new ClientRequest.Get(nextId(), region.id(), region.epoch(), Bytes.utf8(key));
  }

  ClientRequest.Search search(Region region, Predicate predicate, int credit) {
    return new ClientRequest.Search(nextId(), region.id(), region.epoch(), predicate, credit);
  }

  ClientRequest.Count count(Region region, Predicate predicate) {
    return new ClientRequest.Count(nextId(), region.id(), region.epoch(), predicate);
  }

  ClientRequest.Explain explain(Region region, Predicate predicate) {
    return new ClientRequest.Explain(nextId(), region.id(), region.epoch(), predicate);
  }

  CloseReason awaitClosed() {
    try {
      return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  void disconnect() {
    link.close();
  }

  @Override
  public void close() {
    connector.close();
  }
}
