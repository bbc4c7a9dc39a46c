package org.hyperdex.storage.peers;

import java.util.HashSet;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.hyperdex.transport.link.Link;
import org.hyperdex.transport.link.LinkCounts;

/** What has gone through all links of a server, those that have ended included. Any thread. */
public final class LinkTotals {
  private final Set<Link> open = new HashSet<>();
  private LinkCounts ended = new LinkCounts(0, 0, 0, 0, 0, 0, 0);

  synchronized void opened(Link link) {
    open.add(link);
  }

  synchronized void ended(Link link) {
    if (open.remove(link)) {
      ended = sum(ended, link.counts());
    }
  }

  /** One of the counts, over all links. */
  public synchronized long total(ToLongFunction<LinkCounts> count) {
    long total = count.applyAsLong(ended);
    for (Link link : open) {
      total += count.applyAsLong(link.counts());
    }
    return total;
  }

  private static LinkCounts sum(LinkCounts a, LinkCounts b) {
    return new LinkCounts(
        a.framesSent() + b.framesSent(),
        a.messagesSent() + b.messagesSent(),
        a.bytesSent() + b.bytesSent(),
        a.framesReceived() + b.framesReceived(),
        a.messagesReceived() + b.messagesReceived(),
        a.bytesReceived() + b.bytesReceived(),
        0);
  }
}
