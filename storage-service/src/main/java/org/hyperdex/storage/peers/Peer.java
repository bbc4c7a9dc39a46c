package org.hyperdex.storage.peers;

import java.util.concurrent.ThreadLocalRandom;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.Message;
import org.hyperdex.transport.link.CloseReason;
import org.hyperdex.transport.link.Link;
import org.hyperdex.transport.link.LinkListener;
import org.hyperdex.transport.link.LinkOverflowException;
import org.hyperdex.transport.wire.WireException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another storage server, and the link this one has opened to it.
 *
 * <pre>
 * IDLE       -> CONNECTING  the configuration knows the server
 * CONNECTING -> OPEN        the server has accepted; if anything was lost before, the shards are told
 * CONNECTING, OPEN -> BACKOFF  the link has ended, or the server has moved or started again
 * BACKOFF    -> CONNECTING  a while later
 * any        -> IDLE        the configuration knows the server no more
 * </pre>
 *
 * Messages go into the link from CONNECTING on, unless something was lost: then they are dropped
 * until it is OPEN, for the shards will send all that is pending again, in order.
 */
final class Peer {
  private enum State {
    IDLE,
    CONNECTING,
    OPEN,
    BACKOFF
  }

  private static final Logger LOG = LoggerFactory.getLogger(Peer.class);
  private static final long FIRST_BACKOFF_MILLIS = 20;
  private static final long LONGEST_BACKOFF_MILLIS = 1_000;

  private final long id;
  private final Peers peers;
  private State state = State.IDLE;
  private @Nullable Server server;
  private @Nullable Link link;

  /** Counts the links; what an earlier one than the present has to say is of no interest. */
  private long attempt;

  private boolean lost;
  private boolean unreached;
  private long backoffMillis = FIRST_BACKOFF_MILLIS;

  Peer(long id, Peers peers) {
    this.id = id;
    this.peers = peers;
  }

  long id() {
    return id;
  }

  /** Sends {@code message}, at the latest with the next {@link #flush}; drops it if it cannot. */
  synchronized void send(ChainMessage message) {
    if (state == State.IDLE) {
      connect();
    }
    Link to = link;
    if (to == null || (state != State.OPEN && lost)) {
      lost = true;
      return;
    }
    try {
      if (!to.enqueue(message)) {
        lost = true;
      }
    } catch (LinkOverflowException e) {
      LOG.warn("closing the link to server {}, which is too slow", name());
      lost = true;
      to.close();
    }
  }

  synchronized void flush() {
    if (link != null) {
      link.flush();
    }
  }

  /** Takes what the newest configuration says of the server. */
  synchronized void refresh() {
    Server old = server;
    Server now = peers.reachable(id);
    server = now;
    if (now == null) {
      drop();
      unreached = false;
      state = State.IDLE;
    } else if (state == State.IDLE) {
      connect();
    } else if (old == null
        || !old.address().equals(now.address())
        || old.incarnation() != now.incarnation()) {
      drop();
      backoffMillis = FIRST_BACKOFF_MILLIS;
      connect();
    }
  }

  synchronized boolean open() {
    return state == State.OPEN;
  }

  /** Whether the server was lost, or not reached, and has not been reached since. */
  synchronized boolean unreachable() {
    return unreached;
  }

  synchronized @Nullable Link link() {
    return link;
  }

  /** The time of the backoff is over. */
  synchronized void retry() {
    if (state == State.BACKOFF) {
      connect();
    }
  }

  /** Gives up the link; its end is of no interest any more. */
  private void drop() {
    Link old = link;
    if (old != null) {
      link = null;
      attempt++;
      lost = true;
      old.close();
    }
  }

  private void connect() {
    Server to = server;
    if (to == null) {
      state = State.IDLE;
      return;
    }
    state = State.CONNECTING;
    attempt++;
    link = peers.connect(to, new Events(attempt));
    if (link == null) {
      state = State.IDLE;
    }
  }

  private synchronized void opened(long which) {
    if (which != attempt) {
      return;
    }
    state = State.OPEN;
    unreached = false;
    backoffMillis = FIRST_BACKOFF_MILLIS;
    LOG.info("link to server {} is open", name());
    if (lost) {
      lost = false;
      peers.reconnected(id);
    }
  }

  private synchronized void closed(long which, CloseReason reason) {
    if (which != attempt) {
      return;
    }
    if (state == State.OPEN) {
      LOG.info("link to server {} has ended: {} {}", name(), reason.kind(), reason.detail());
      unreached = reason.kind() == CloseReason.Kind.LOST;
    } else {
      // Who refuses has been reached.
      unreached |= reason.kind() != CloseReason.Kind.REFUSED;
      LOG.debug("no link to server {}: {} {}", name(), reason.kind(), reason.detail());
    }
    link = null;
    lost = true;
    state = State.BACKOFF;
    long jitterMillis = ThreadLocalRandom.current().nextLong(1 + backoffMillis / 2);
    peers.later(this, backoffMillis + jitterMillis);
    backoffMillis = Math.min(LONGEST_BACKOFF_MILLIS, 2 * backoffMillis);
  }

  private String name() {
    return Long.toUnsignedString(id);
  }

  /** Hears from the network thread; this server's own links bring no messages. */
  private final class Events implements LinkListener {
    private final long which;

    Events(long which) {
      this.which = which;
    }

    @Override
    public void opened(Link opened) {
      Peer.this.opened(which);
    }

    @Override
    public void received(Link from, Message message) {
      throw new WireException("a server sends nothing on a link that was opened to it");
    }

    @Override
    public void closed(Link closed, CloseReason reason) {
      peers.ended(closed);
      Peer.this.closed(which, reason);
    }
  }
}
