package org.hyperdex.client.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.protocol.Message;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.transport.link.CloseReason;
import org.hyperdex.transport.link.Link;
import org.jspecify.annotations.Nullable;

/**
 * The requests in flight, and what they all need: a clock, the newest configuration, links.
 *
 * <p>A call is registered before it reads the configuration or uses a link; a new configuration or
 * the end of a link is recorded before the calls are gone through. So no call misses either.
 */
final class Calls {
  private final Clock clock;
  private final Configurations configurations;
  private final ServerLinks links;
  private final Runnable wakeTimer;
  private final Map<Long, RegionCall> calls = new ConcurrentHashMap<>();
  private final AtomicLong nextRequestId = new AtomicLong();
  private volatile boolean closed;

  Calls(Clock clock, Configurations configurations, ServerLinks links, Runnable wakeTimer) {
    this.clock = clock;
    this.configurations = configurations;
    this.links = links;
    this.wakeTimer = wakeTimer;
  }

  long nowNanos() {
    return clock.nowNanos();
  }

  /** The newest configuration; there is one by the time a call exists. */
  Configuration configuration() {
    return configurations.newest().orElseThrow();
  }

  /** A link to the server; none if it is unknown, or could not be reached a moment ago. */
  @Nullable Link link(long server) {
    return closed ? null : links.link(server, configuration(), clock.nowNanos());
  }

  /** Gives the call a new request id. */
  long register(RegionCall call) {
    long id = nextRequestId.incrementAndGet();
    calls.put(id, call);
    wakeTimer.run();
    return id;
  }

  void remove(long requestId) {
    calls.remove(requestId);
  }

  boolean isEmpty() {
    return calls.isEmpty();
  }

  boolean isClosed() {
    return closed;
  }

  void received(Link link, Message message, Completions.Batch batch) {
    if (message instanceof ServerResponse response) {
      RegionCall call = calls.get(response.requestId());
      if (call != null) {
        call.received(link, response, batch);
      }
    }
  }

  void disconnected(Link link, CloseReason reason, Completions.Batch batch) {
    for (RegionCall call : calls.values()) {
      call.disconnected(link, reason, batch);
    }
  }

  void configured(Completions.Batch batch) {
    for (RegionCall call : calls.values()) {
      call.configured(batch);
    }
  }

  void tick(Completions.Batch batch) {
    long nowNanos = clock.nowNanos();
    for (RegionCall call : calls.values()) {
      call.tick(nowNanos, batch);
    }
  }

  /** Ends all calls; those that begin later end at once. */
  void close(Completions.Batch batch) {
    closed = true;
    for (RegionCall call : calls.values()) {
      call.close(batch);
    }
  }
}
