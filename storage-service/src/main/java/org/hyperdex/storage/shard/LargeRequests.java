package org.hyperdex.storage.shard;

import java.util.HashMap;
import java.util.Map;

/**
 * Remembers how many bytes the large requests of a shard hold that have not been answered, since an
 * answer does not say it. For the shard's thread.
 */
final class LargeRequests {
  private record Id(long link, long request) {}

  private final Map<Id, Long> unanswered = new HashMap<>();
  private long answeredBytes;

  void begun(ShardEvent event) {
    if (event instanceof ShardEvent.Request request) {
      long bytes = EventBytes.of(request);
      if (bytes > 0) {
        unanswered.merge(new Id(request.link(), request.request().requestId()), bytes, Long::sum);
      }
    }
  }

  /** The request has been answered, or its search goes on elsewhere. */
  void answered(long link, long requestId) {
    if (!unanswered.isEmpty()) {
      Long bytes = unanswered.remove(new Id(link, requestId));
      answeredBytes += bytes == null ? 0 : bytes;
    }
  }

  /** The bytes of those answered since this was asked last. */
  long takeAnsweredBytes() {
    long bytes = answeredBytes;
    answeredBytes = 0;
    return bytes;
  }
}
