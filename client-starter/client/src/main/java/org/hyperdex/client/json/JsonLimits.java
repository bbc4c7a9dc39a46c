package org.hyperdex.client.json;

import java.io.Serial;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.HyperDexException;
import tools.jackson.core.StreamReadConstraints;

/**
 * How much there may be in one text of JSON: less than that is refused while it is read, before a
 * tree of it takes many times the memory of the text.
 */
final class JsonLimits extends StreamReadConstraints {
  @Serial private static final long serialVersionUID = 1L;

  /** More than the largest row of numbers has. */
  private static final long MAX_TOKENS = 1 << 22;

  /** More than a document may have; the codec has the exact, lower bound. */
  private static final int MAX_DEPTH = 500;

  private static final int MAX_NUMBER_CHARACTERS = 1_000;
  private static final int MAX_NAME_CHARACTERS = 50_000;

  /** More than the largest row has bytes, in base64. */
  private static final int MAX_STRING_CHARACTERS = 24 << 20;

  JsonLimits() {
    super(
        MAX_DEPTH,
        DEFAULT_MAX_DOC_LEN,
        MAX_TOKENS,
        MAX_NUMBER_CHARACTERS,
        MAX_STRING_CHARACTERS,
        MAX_NAME_CHARACTERS);
  }

  @Override
  public void validateTokenCount(long count) {
    require(count, MAX_TOKENS, ErrorCode.TOO_LARGE, "more than %d values, names and brackets");
  }

  @Override
  public void validateNestingDepth(int depth) {
    require(depth, MAX_DEPTH, ErrorCode.MALFORMED, "more than %d levels of brackets");
  }

  @Override
  public void validateIntegerLength(int characters) {
    requireNumber(characters);
  }

  @Override
  public void validateFPLength(int characters) {
    requireNumber(characters);
  }

  private static void requireNumber(int characters) {
    require(
        characters,
        MAX_NUMBER_CHARACTERS,
        ErrorCode.MALFORMED,
        "a number of more than %d characters");
  }

  @Override
  public void validateStringLength(int characters) {
    validateStringLengthLong(characters);
  }

  @Override
  public void validateStringLengthLong(long characters) {
    require(
        characters,
        MAX_STRING_CHARACTERS,
        ErrorCode.TOO_LARGE,
        "a string of more than %d characters");
  }

  @Override
  public void validateNameLength(int characters) {
    require(
        characters,
        MAX_NAME_CHARACTERS,
        ErrorCode.MALFORMED,
        "a member's name of more than %d characters");
  }

  private static void require(long found, long most, ErrorCode code, String what) {
    if (found > most) {
      throw new HyperDexException(
          code, "the JSON has " + what.formatted(most) + ", the most allowed");
    }
  }
}
