package org.hyperdex.storage.peers;

import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.Refused;
import org.hyperdex.storage.search.LinkSearches;
import org.hyperdex.storage.search.ResponseSink;
import org.hyperdex.storage.search.Searches;
import org.hyperdex.transport.link.Link;
import org.hyperdex.transport.link.LinkOverflowException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's link, as the way its answers go and with the searches it has open. Any thread. */
final class ClientSession implements ResponseSink {
  private static final Logger LOG = LoggerFactory.getLogger(ClientSession.class);

  /** With more than this in the link's queue a search waits before it adds to it. */
  private static final long CONGESTED_BYTES = 4 << 20;

  private final Link link;
  private final LinkSearches searches;

  ClientSession(Link link, Searches searches) {
    this.link = link;
    this.searches = searches.forLink(this);
  }

  long id() {
    return link.id();
  }

  LinkSearches searches() {
    return searches;
  }

  /** Answers a request on behalf of a shard. */
  void answer(ServerResponse response) {
    if (response instanceof Refused refused) {
      searches.refused(refused.requestId());
    }
    send(response);
  }

  @Override
  public void send(ServerResponse response) {
    try {
      link.enqueue(response);
    } catch (LinkOverflowException e) {
      LOG.warn("closing the link of a client that does not read its answers: {}", link);
      link.close();
    }
  }

  @Override
  public void flush() {
    link.flush();
  }

  @Override
  public boolean writable() {
    return link.counts().bytesQueued() < CONGESTED_BYTES;
  }
}
