package org.hyperdex.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A command could not do what it was asked. The message is for people: what is wrong and what to
 * do.
 */
public final class CommandFailure extends RuntimeException {
  private final String message;
  private final String code;
  private final String excerpt;
  private final transient Map<String, Object> context;

  /**
   * A failure.
   *
   * @param code why, for programs
   * @param message one line
   */
  public CommandFailure(String code, String message) {
    this(code, message, "", Map.of());
  }

  /**
   * A failure that has a place in a text.
   *
   * @param excerpt lines to show below the message; empty for none
   * @param context more for programs: numbers and strings by name
   */
  public CommandFailure(String code, String message, String excerpt, Map<String, Object> context) {
    super(message);
    this.message = message;
    this.code = code;
    this.excerpt = excerpt;
    this.context = new LinkedHashMap<>(context);
  }

  /** What is wrong and what to do. */
  public String message() {
    return message;
  }

  /** Why, for programs. */
  public String code() {
    return code;
  }

  /** Lines of a text with a caret under the place; empty if there is none. */
  public String excerpt() {
    return excerpt;
  }

  /** What the message says, for programs. */
  public Map<String, Object> context() {
    return context;
  }
}
