package org.hyperdex.gateway.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
 * <p>Answers are remembered by this gateway process, for a day and within {@value #MAX_BYTES}
 * bytes. A write that is known not to have been applied, and could be later, is not remembered: its
 * repetition is carried out. One whose effect is unknown stays so.
 */
@Component
public class Idempotency {
  private static final String HEADER = "Idempotency-Key";
  private static final long MAX_BYTES = 64 << 20;
  private static final int MAX_KEY_LENGTH = 255;

  private final RememberedAnswers answers = new RememberedAnswers(MAX_BYTES, System::nanoTime);

  /** Whether the caller may repeat the request. */
  public boolean isAskedFor(HttpServletRequest request) {
    return request.getHeader(HEADER) != null;
  }

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
    Bytes fingerprint = fingerprint(request, body);
    RememberedAnswers.Entered entered = answers.enter(key, fingerprint);
    return entered.first()
        ? carryOut(key, entered.remembered(), write)
        : repeat(entered.remembered(), fingerprint);
  }

  private ResponseEntity<String> carryOut(
      String key, RememberedAnswers.Remembered mine, Supplier<ResponseEntity<String>> write) {
    try {
      ResponseEntity<String> answer = write.get();
      answers.answered(mine, answer);
      return answer;
    } catch (RuntimeException failure) {
      if (mayBeTriedAgain(failure)) {
        answers.failedForNow(key, mine, failure);
      } else {
        answers.failed(mine, failure);
      }
      throw failure;
    }
  }

  private static boolean mayBeTriedAgain(RuntimeException failure) {
    return failure instanceof HyperDexException known
        && known.outcome() == FailureOutcome.NOT_APPLIED
        && known.retryable();
  }

  private static ResponseEntity<String> repeat(
      RememberedAnswers.Remembered first, Bytes fingerprint) {
    if (!first.fingerprint().equals(fingerprint)) {
      throw new Problem(
          Reason.IDEMPOTENCY_KEY_REUSED,
          HEADER + " was sent with another request before; use a new key for a new request");
    }
    try {
      return first.answer().join();
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
