package org.hyperdex.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An operation failed. The code is for programs, the message for people. */
public class HyperDexException extends RuntimeException {
  /** Key of {@link #context}: the attribute that is meant. */
  public static final String ATTRIBUTE = "attribute";

  /** Key of {@link #context}: the operations of which one could not be applied. */
  public static final String FUNCTION = "function";

  /** Key of {@link #context}: what would have been right. */
  public static final String EXPECTED = "expected";

  /** Key of {@link #context}: what came instead. */
  public static final String FOUND = "found";

  private final ErrorCode code;
  private final String detail;
  private final FailureOutcome outcome;
  private final transient Map<String, String> context;

  /** A failure that had no effect and needs no context. */
  public HyperDexException(ErrorCode code, String detail) {
    this(code, detail, FailureOutcome.NOT_APPLIED, Map.of(), null);
  }

  /** A failure with that outcome. */
  public HyperDexException(ErrorCode code, String detail, FailureOutcome outcome) {
    this(code, detail, outcome, Map.of(), null);
  }

  /**
   * A failure.
   *
   * @param detail what is wrong, where, and what to do
   * @param context what the detail says, for programs
   */
  public HyperDexException(
      ErrorCode code,
      String detail,
      FailureOutcome outcome,
      Map<String, String> context,
      @Nullable Throwable cause) {
    super(code + ": " + detail, cause);
    this.code = code;
    this.detail = detail;
    this.outcome = outcome;
    this.context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
  }

  /** Why it failed. */
  public ErrorCode code() {
    return code;
  }

  /** What is wrong, where, and what to do. */
  public String detail() {
    return detail;
  }

  /** What is known of the operation's effect. */
  public FailureOutcome outcome() {
    return outcome;
  }

  /** Whether the same operation, asked again later, may succeed. */
  public boolean retryable() {
    return code.retryable();
  }

  /** Names and values of what the detail says, in its order; keys are constants of this class. */
  public Map<String, String> context() {
    return context;
  }
}
