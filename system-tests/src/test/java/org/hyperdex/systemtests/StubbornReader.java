package org.hyperdex.systemtests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private final HistoryBook book;
  private final List<Asked> objects = new ArrayList<>();
  private final LinkConnector connector = new LinkConnector();
  private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
  private final AtomicLong answers = new AtomicLong();
  private final Link link;
  private final Thread thread;
  private volatile boolean closing;

  private record Asked(Bytes key, long region, long epoch) {}

  private record Pending(Bytes key, long begin) {}

  /** Begins to read those of the writer's objects that {@code server} leads. */
  StubbornReader(Configuration configuration, long server, SteadyWriter writer) {
    book = writer.book();
    Space space = configuration.space(SteadyWriter.SPACE_NAME).orElseThrow();
    for (Bytes key : writer.keys()) {
      Region region = Router.keyRegion(space, key);
      if (region.chain().getFirst() == server) {
        objects.add(new Asked(key, region.id(), region.epoch()));
      }
    }
    Server to = configuration.server(server).orElseThrow();
    link =
        connector.connect(
            to.host(),
            to.port(),
            Hello.ofClient(configuration.clusterId(), server, to.incarnation()),
            this);
    thread = Thread.ofPlatform().name("stubborn-reader").start(this::read);
  }

  private void read() {
    for (long id = 1; !closing; id++) {
      Asked next = objects.get((int) (id % objects.size()));
      pending.put(id, new Pending(next.key(), book.now()));
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
        book.answered(asked.begin(), asked.key(), result.row());
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

  /** Gets that were answered; they are in the writer's book. */
  long answers() {
    return answers.get();
  }

  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connector.close();
  }
}
