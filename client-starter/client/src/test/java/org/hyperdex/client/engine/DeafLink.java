package org.hyperdex.client.engine;

import org.hyperdex.core.protocol.Message;
import org.hyperdex.transport.link.Link;
import org.hyperdex.transport.link.LinkCounts;
import org.hyperdex.transport.wire.Hello;

/** A link on which everything is lost. */
final class DeafLink implements Link {
  @Override
  public long id() {
    return 0;
  }

  @Override
  public Hello hello() {
    return Hello.ofClient(FakeCluster.ID, 0, 0);
  }

  @Override
  public boolean send(Message message) {
    return true;
  }

  @Override
  public boolean enqueue(Message message) {
    return true;
  }

  @Override
  public void flush() {}

  @Override
  public void pauseReceiving() {}

  @Override
  public void resumeReceiving() {}

  @Override
  public void close() {}

  @Override
  public LinkCounts counts() {
    return new LinkCounts(0, 0, 0, 0, 0, 0, 0);
  }
}
