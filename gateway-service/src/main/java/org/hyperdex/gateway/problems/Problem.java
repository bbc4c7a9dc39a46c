package org.hyperdex.gateway.problems;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hyperdex.client.FailureOutcome;
import org.hyperdex.client.GroupException;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.InvalidSpaceException;
import org.hyperdex.client.binding.Shortened;
import org.hyperdex.client.json.JsonValues;
import tools.jackson.databind.node.ObjectNode;

/** Why a request failed, ready to be told: RFC 9457. */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Longer than whatever people write themselves. */
  private static final int SHOWN_CHARACTERS = 4_000;

  private final Reason reason;
  private final String detail;
  private final FailureOutcome outcome;
  private final transient Map<String, Object> extensions;

  /** A problem that had no effect. */
  public Problem(Reason reason, String detail) {
    this(reason, detail, FailureOutcome.NOT_APPLIED, Map.of());
  }

  /** A problem that had no effect, with further members. */
  public Problem(Reason reason, String detail, Map<String, Object> extensions) {
    this(reason, detail, FailureOutcome.NOT_APPLIED, extensions);
  }

  private Problem(
      Reason reason, String detail, FailureOutcome outcome, Map<String, Object> extensions) {
    super(detail);
    this.reason = reason;
    this.detail = shortened(detail);
    this.outcome = outcome;
    this.extensions = Collections.unmodifiableMap(new LinkedHashMap<>(extensions));
  }

  /**
   * The problem a defect is. It may have shown itself after the servers were asked: of a write it
   * is not known whether that took effect.
   */
  public static Problem unexpected() {
    return new Problem(
        Reason.INTERNAL, "the gateway failed; its log says how", FailureOutcome.UNKNOWN, Map.of());
  }

  /** The problem a failure of the client library is. */
  public static Problem of(HyperDexException failure) {
    Map<String, Object> extensions = new LinkedHashMap<>(failure.context());
    if (failure instanceof InvalidSpaceException invalid) {
      extensions.put("line", invalid.line());
      extensions.put("column", invalid.column());
      extensions.put("rule", invalid.rule());
    }
    if (failure instanceof GroupException group) {
      extensions.put("matched", group.soFar().matched());
      extensions.put("changed", group.soFar().changed());
      extensions.put("failed", group.soFar().refused());
      extensions.put("unknown", group.soFar().unknown());
    }
    Reason reason = Reason.of(failure.code());
    Object attribute = extensions.get(HyperDexException.ATTRIBUTE);
    if (reason == Reason.GUARD_FAILED && attribute != null) {
      extensions.remove(HyperDexException.ATTRIBUTE);
      extensions.put("guard", attribute);
    }
    if (reason == Reason.FUNCTION_FAILED) {
      extensions.put("failure", failure.code().name());
    }
    return new Problem(reason, failure.detail(), failure.outcome(), extensions);
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** What is known of the effect. */
  public FailureOutcome outcome() {
    return outcome;
  }

  /** The document; {@code ofWrite} adds what is known of the write's effect. */
  public ObjectNode document(boolean ofWrite) {
    ObjectNode document = JsonValues.mapper().createObjectNode();
    document.put("type", reason.type().toString());
    document.put("title", reason.title());
    document.put("status", reason.status().value());
    document.put("detail", detail);
    if (ofWrite) {
      document.put("outcome", outcome.name());
    }
    extensions.forEach((name, value) ->
        document.putPOJO(name, value instanceof String text ? shortened(text) : value));
    return document;
  }

  private static String shortened(String text) {
    return Shortened.to(SHOWN_CHARACTERS, text);
  }
}
