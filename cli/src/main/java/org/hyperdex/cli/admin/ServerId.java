package org.hyperdex.cli.admin;

import java.math.BigInteger;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads ids of servers: unsigned 64-bit numbers, decimal, 0x.. or octal with a leading zero. */
final class ServerId implements ITypeConverter<Long> {
  @Override
  public Long convert(String text) {
    try {
      if (text.startsWith("0x") || text.startsWith("0X")) {
        return Long.parseUnsignedLong(text.substring(2), 16);
      }
      return text.length() > 1 && text.startsWith("0")
          ? Long.parseUnsignedLong(text, 8)
          : Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("server id must be a number, not '" + text + "'");
    }
  }

  /** The id in decimal. */
  static String text(long id) {
    return Long.toUnsignedString(id);
  }

  /** The id for JSON. */
  static BigInteger number(long id) {
    return new BigInteger(text(id));
  }
}
