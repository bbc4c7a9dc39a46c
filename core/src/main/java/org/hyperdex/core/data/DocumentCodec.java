package org.hyperdex.core.data;

import java.util.Map;

/**
 * Between documents and their bytes.
 *
 * <p>A value is a tag byte and what the tag demands: nothing for null, false and true; an integer
 * in zigzag and a variable number of bytes; a real number in 8 bytes; a string's length and its
 * UTF-8; an array's length in bytes and its elements; an object's length in bytes and its members,
 * each a name (length and UTF-8) and a value. Lengths in bytes let a reader step over what it does
 * not look for. Variable numbers are 7 bits to the byte, the least significant first, and as short
 * as possible.
 *
 * <p>The encoding is canonical: members are ascending by the bytes of their names, and every number
 * has one form. So two documents are the same JSON, in whatever order their members were written,
 * if and only if their bytes are equal; predicates, replicas and digests need not know that it is a
 * document they compare.
 */
public final class DocumentCodec {
  /** No document nests more arrays and objects than this: a bound for every recursion over one. */
  public static final int MAX_DEPTH = 200;

  /** No encoded document is larger: 16 MiB. */
  public static final int MAX_BYTES = Row.MAX_BYTES;

  /**
   * No document has more values, itself and all within it: a change has all of them in memory, and
   * each takes many times its bytes there.
   */
  public static final int MAX_VALUES = 1 << 18;

  /** The encoding of {@code {}}. */
  static final Bytes EMPTY_OBJECT = encode(new Json.Obj(Map.of()));

  static final byte NULL = 0;
  static final byte FALSE = 1;
  static final byte TRUE = 2;
  static final byte INT = 3;
  static final byte REAL = 4;
  static final byte TEXT = 5;
  static final byte ARRAY = 6;
  static final byte OBJECT = 7;

  private DocumentCodec() {}

  /**
   * The encoding of {@code json}.
   *
   * @throws ValueException (TOO_DEEP, TOO_LARGE, NOT_UNICODE) if it has none
   */
  public static Bytes encode(Json json) {
    return new DocumentWriter().write(json);
  }

  /** Whether {@code encoded} is the encoding of a document. Never throws. */
  public static boolean isValid(Bytes encoded) {
    return encoded.length() <= MAX_BYTES && new DocumentReader(encoded.array()).isValid();
  }

  /**
   * The document that {@code encoded} encodes, members ascending.
   *
   * @throws ValueException (MALFORMED) if there is none
   */
  public static Json decode(Bytes encoded) {
    if (!isValid(encoded)) {
      throw new ValueException(
          ValueException.Problem.MALFORMED,
          "malformed value: " + encoded.length() + " bytes that encode no document");
    }
    return new DocumentReader(encoded.array()).read();
  }
}
