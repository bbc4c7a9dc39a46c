package org.hyperdex.client.binding;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.FailureOutcome;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.core.data.ValueException;

/** What to throw where names and values do not fit a schema: nothing has been sent yet. */
public final class BindingFailure {
  /** Longer than whatever people write themselves. */
  private static final int SHOWN_CHARACTERS = 1_000;

  private BindingFailure() {}

  /** The failure at {@code name}, where something else was expected than found. */
  public static HyperDexException of(ErrorCode code, String name, String expected, String found) {
    return new HyperDexException(
        code,
        shortened(name) + ": expected " + expected + ", found " + shortened(found),
        FailureOutcome.NOT_APPLIED,
        context(name, expected, found),
        null);
  }

  static HyperDexException of(ValueException e, String name, String expected, String found) {
    ErrorCode code =
        switch (e.problem()) {
          case WRONG_TYPE -> ErrorCode.WRONG_TYPE;
          case TOO_LARGE -> ErrorCode.TOO_LARGE;
          case DUPLICATE, NOT_UNICODE, NOT_FINITE, TOO_DEEP, MALFORMED -> ErrorCode.MALFORMED;
        };
    return new HyperDexException(
        code,
        shortened(name) + ": " + shortened(String.valueOf(e.getMessage())),
        FailureOutcome.NOT_APPLIED,
        context(name, expected, found),
        e);
  }

  static void requireSmall(String name, long bytes, int limitBytes) {
    if (bytes > limitBytes) {
      throw of(
          ErrorCode.TOO_LARGE,
          name,
          "at most " + limitBytes + " bytes in sum",
          bytes + " bytes up to here");
    }
  }

  private static Map<String, String> context(String name, String expected, String found) {
    Map<String, String> context = new LinkedHashMap<>();
    context.put(HyperDexException.ATTRIBUTE, shortened(name));
    context.put(HyperDexException.EXPECTED, expected);
    context.put(HyperDexException.FOUND, shortened(found));
    return context;
  }

  private static String shortened(String text) {
    return Shortened.to(SHOWN_CHARACTERS, text);
  }
}
