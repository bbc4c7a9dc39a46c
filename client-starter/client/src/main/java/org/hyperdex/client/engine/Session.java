package org.hyperdex.client.engine;

import java.security.SecureRandom;
import org.hyperdex.core.client.SequenceWindow;
import org.hyperdex.core.protocol.OperationId;

/** The identity of one client and the numbers of its writes. For any thread. */
final class Session {
  private final long client = new SecureRandom().nextLong();
  private final SequenceWindow window = new SequenceWindow();

  /** The identity, random. */
  long client() {
    return client;
  }

  /** The id of a new write. */
  synchronized OperationId next() {
    return new OperationId(client, window.next());
  }

  /** The write has ended for the client and will not be sent again. */
  synchronized void end(OperationId operation) {
    window.end(operation.sequence());
  }

  synchronized long watermark() {
    return window.watermark();
  }
}
