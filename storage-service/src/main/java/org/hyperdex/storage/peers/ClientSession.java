package org.hyperdex.storage.peers;

import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.GetResult;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
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

  /** With more than this in the queue large objects are refused, so that the link stays. */
  private static final long FULL_BYTES = 32 << 20;

  /** Of smaller ones the queue may take all a client can ask for at a time. */
  private static final int LARGE_ROW_BYTES = 4 << 10;

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
    send(fits(response) ? response : refusal(response));
  }

  private boolean fits(ServerResponse response) {
    return !(response instanceof GetResult got)
        || got.row().map(row -> row.row().length()).orElse(0) < LARGE_ROW_BYTES
        || link.counts().bytesQueued() < FULL_BYTES;
  }

  private static Refused refusal(ServerResponse response) {
    return new Refused(
        response.requestId(),
        RefusalReason.OVERLOADED,
        0,
        "answers of %d bytes wait for this client to read them".formatted(FULL_BYTES));
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
