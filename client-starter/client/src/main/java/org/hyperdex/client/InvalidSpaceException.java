package org.hyperdex.client;

/** A space description breaks a rule. */
public final class InvalidSpaceException extends HyperDexException {
  private final int line;
  private final int column;
  private final String rule;

  /**
   * A broken rule.
   *
   * @param detail what is wrong, for people
   * @param line counts from 1; 0 if no place is known
   * @param column counts from 1; 0 if no place is known
   * @param rule the stable name of the rule
   */
  public InvalidSpaceException(String detail, int line, int column, String rule) {
    super(ErrorCode.INVALID_SPACE, detail);
    this.line = line;
    this.column = column;
    this.rule = rule;
  }

  /** Counts from 1; 0 if no place is known. */
  public int line() {
    return line;
  }

  /** Counts from 1; 0 if no place is known. */
  public int column() {
    return column;
  }

  /** The stable name of the rule. */
  public String rule() {
    return rule;
  }
}
