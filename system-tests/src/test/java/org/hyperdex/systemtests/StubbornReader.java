package org.hyperdex.systemtests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.hyperdex.core.client.Router;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Message;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.transport.link.CloseReason;
import org.hyperdex.transport.link.Link;
import org.hyperdex.transport.link.LinkConnector;
import org.hyperdex.transport.link.LinkListener;
import org.hyperdex.transport.wire.Hello;

/**
 * Reads from one server all the time, as a client would that never hears of a newer configuration:
 * what the server answers must be right all the same.
 */
final class StubbornReader implements LinkListener, AutoCloseable {
  private static final long PAUSE_NANOS = 2_000_000;

  private final List<Asked> objects;
  private final Answers told;
  private final LinkConnector connector = new LinkConnector();
  private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
  private final AtomicLong answers = new AtomicLong();
  private final Link link;
  private final Thread thread;
  private volatile boolean closing;

  /** An object, the region it is in and that region's epoch. */
  record Asked(Bytes key, long region, long epoch) {}

  /** Takes what a server answers. */
  @FunctionalInterface
  interface Answers {
    /** A get of {@code key} that was sent at {@code begin} is answered now. */
    void answered(long begin, Bytes key, Optional<StoredRow> row);
  }

  private record Pending(Bytes key, long begin) {}

  /** Begins to read those of the writer's objects that {@code server} leads. */
  StubbornReader(Configuration configuration, long server, SteadyWriter writer) {
    this(
        configuration.clusterId(),
        configuration.server(server).orElseThrow(),
        ledBy(configuration, server, writer),
        writer.book()::answered);
  }

  /** Begins to read {@code objects}. */
  StubbornReader(String clusterId, Server server, List<Asked> objects, Answers told) {
    this.objects = objects;
    this.told = told;
    link =
        connector.connect(
            server.host(),
            server.port(),
            Hello.ofClient(clusterId, server.id(), server.incarnation()),
            this);
    thread = Thread.ofPlatform().name("stubborn-reader").start(this::read);
  }

  /** The writer's objects that {@code server} leads. */
  static List<Asked> ledBy(Configuration configuration, long server, SteadyWriter writer) {
    Space space = configuration.space(SteadyWriter.SPACE_NAME).orElseThrow();
    List<Asked> objects = new ArrayList<>();
    for (Bytes key : writer.keys()) {
      Region region = Router.keyRegion(space, key);
      if (region.chain().getFirst() == server) {
        objects.add(new Asked(key, region.id(), region.epoch()));
      }
    }
    return objects;
  }

  private void read() {
    for (long id = 1; !closing; id++) {
      Asked next = objects.get((int) (id % objects.size()));
      pending.put(id, new Pending(next.key(), HistoryBook.now()));
      if (!link.send(new ClientRequest.Get(id, next.region(), next.epoch(), next.key()))) {
        return;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  @Override
  public void received(Link from, Message message) {
    switch (message) {
      case ServerResponse.GetResult result -> {
        Pending asked = pending.remove(result.requestId());
        answers.incrementAndGet();
        told.answered(asked.begin(), asked.key(), result.row());
      }
      case ServerResponse.Refused _ -> {
        // That it does not answer is what is to be expected of it.
      }
      default -> throw new IllegalStateException("not asked for: " + message);
    }
  }

  @Override
  public void closed(Link closed, CloseReason reason) {
    closing = true;
  }

  /** Gets that were answered. */
  long answers() {
    return answers.get();
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connector.close();
  }
}
