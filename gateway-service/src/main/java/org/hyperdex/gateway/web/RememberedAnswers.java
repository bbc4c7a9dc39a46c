package org.hyperdex.gateway.web;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.hyperdex.core.data.Bytes;
import org.springframework.http.ResponseEntity;

/**
 * The answers to requests with idempotency keys. The oldest are forgotten first: when they are a
 * day old, or when all together would need more memory than they may. A request that is still being
 * carried out is never forgotten.
 */
final class RememberedAnswers {
  static final Duration REMEMBERED = Duration.ofDays(1);

  /** What a key costs besides its answer's body, about. */
  static final int ENTRY_BYTES = 512;

  /** A request and the answer it will get. */
  static final class Remembered {
    private final Bytes fingerprint;
    private final CompletableFuture<ResponseEntity<String>> answer = new CompletableFuture<>();
    private final long sinceNanos;
    private long bytes = ENTRY_BYTES;

    private Remembered(Bytes fingerprint, long sinceNanos) {
      this.fingerprint = fingerprint;
      this.sinceNanos = sinceNanos;
    }

    Bytes fingerprint() {
      return fingerprint;
    }

    CompletableFuture<ResponseEntity<String>> answer() {
      return answer;
    }
  }

  private final Map<String, Remembered> byKey = new LinkedHashMap<>();
  private final long maxBytes;
  private final LongSupplier nanos;
  private long bytes;

  RememberedAnswers(long maxBytes, LongSupplier nanos) {
    this.maxBytes = maxBytes;
    this.nanos = nanos;
  }

  /** What is remembered under a key, and whether it is the caller's own request. */
  record Entered(Remembered remembered, boolean first) {}

  /** Enters a request that is about to be carried out, unless the key is known. */
  synchronized Entered enter(String key, Bytes fingerprint) {
    forgetOld();
    Remembered known = byKey.get(key);
    if (known != null) {
      return new Entered(known, false);
    }
    Remembered mine = new Remembered(fingerprint, nanos.getAsLong());
    byKey.put(key, mine);
    bytes += mine.bytes;
    return new Entered(mine, true);
  }

  /** The request has been answered. */
  synchronized void answered(Remembered mine, ResponseEntity<String> answer) {
    mine.answer.complete(answer);
    String body = answer.getBody();
    int length = body == null ? 0 : 2 * body.length();
    mine.bytes += length;
    bytes += length;
    forgetOld();
  }

  /** The request has failed, and a repetition fails like it. */
  synchronized void failed(Remembered mine, RuntimeException failure) {
    mine.answer.completeExceptionally(failure);
  }

  /** The request has failed, and a repetition is carried out. */
  synchronized void failedForNow(String key, Remembered mine, RuntimeException failure) {
    mine.answer.completeExceptionally(failure);
    if (byKey.remove(key, mine)) {
      bytes -= mine.bytes;
    }
  }

  private void forgetOld() {
    long now = nanos.getAsLong();
    Iterator<Remembered> oldestFirst = byKey.values().iterator();
    while (oldestFirst.hasNext()) {
      Remembered oldest = oldestFirst.next();
      if (bytes <= maxBytes && now - oldest.sinceNanos <= REMEMBERED.toNanos()) {
        return;
      }
      if (oldest.answer.isDone()) {
        oldestFirst.remove();
        bytes -= oldest.bytes;
      }
    }
  }
}
