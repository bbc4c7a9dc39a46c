package org.hyperdex.gateway.web;

import java.math.BigInteger;

/** Ids and bounds are unsigned 64-bit numbers, in JSON as well. */
public final class Unsigned {
  private Unsigned() {}

  /** {@code bits} read as an unsigned number. */
  public static BigInteger number(long bits) {
    return new BigInteger(Long.toUnsignedString(bits));
  }
}
