package org.hyperdex.gateway.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.hyperdex.client.FailureOutcome;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Makes a caller's own repetition of a write safe: a request with the Idempotency-Key of an earlier
 * one is answered as that was, and not carried out again.
 *
 * <p>Answers are remembered by this gateway process, at most {@value #MAX_KEYS} of them, for a day.
 * A write that is known not to have been applied, and could be later, is not remembered: its
 * repetition is carried out. One whose effect is unknown stays so.
 */
@Component
public class Idempotency {
  private static final String HEADER = "Idempotency-Key";
  private static final int MAX_KEYS = 100_000;
  private static final int MAX_KEY_LENGTH = 255;
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private record Remembered(Bytes fingerprint, CompletableFuture<ResponseEntity<String>> answer) {}

  private final Cache<String, Remembered> answers =
      Caffeine.newBuilder().maximumSize(MAX_KEYS).expireAfterWrite(REMEMBERED).build();

  /** Answers with {@code write}, or with what the request's key was answered before. */
  public ResponseEntity<String> answer(
      HttpServletRequest request, byte[] body, Supplier<ResponseEntity<String>> write) {
    String key = request.getHeader(HEADER);
    if (key == null) {
      return write.get();
    }
    if (key.isBlank() || key.length() > MAX_KEY_LENGTH) {
      throw new Problem(
          Reason.MALFORMED,
          HEADER + ": expected 1 to " + MAX_KEY_LENGTH + " characters, found " + key.length());
    }
    Remembered mine = new Remembered(fingerprint(request, body), new CompletableFuture<>());
    Remembered first = answers.asMap().putIfAbsent(key, mine);
    return first == null ? carryOut(key, mine, write) : repeat(first, mine);
  }

  private ResponseEntity<String> carryOut(
      String key, Remembered mine, Supplier<ResponseEntity<String>> write) {
    try {
      ResponseEntity<String> answer = write.get();
      mine.answer.complete(answer);
      return answer;
    } catch (RuntimeException failure) {
      mine.answer.completeExceptionally(failure);
      if (mayBeTriedAgain(failure)) {
        answers.asMap().remove(key, mine);
      }
      throw failure;
    }
  }

  private static boolean mayBeTriedAgain(RuntimeException failure) {
    return failure instanceof HyperDexException known
        && known.outcome() == FailureOutcome.NOT_APPLIED
        && known.retryable();
  }

  private static ResponseEntity<String> repeat(Remembered first, Remembered mine) {
    if (!first.fingerprint.equals(mine.fingerprint)) {
      throw new Problem(
          Reason.IDEMPOTENCY_KEY_REUSED,
          HEADER + " was sent with another request before; use a new key for a new request");
    }
    try {
      return first.answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private static Bytes fingerprint(HttpServletRequest request, byte[] body) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    String head =
        String.join(
            "\n",
            request.getMethod(),
            request.getRequestURI(),
            String.valueOf(request.getQueryString()),
            String.valueOf(request.getHeader(HttpHeaders.IF_MATCH)),
            String.valueOf(request.getHeader(HttpHeaders.IF_NONE_MATCH)),
            "");
    digest.update(head.getBytes(StandardCharsets.UTF_8));
    return Bytes.wrap(digest.digest(body));
  }
}
