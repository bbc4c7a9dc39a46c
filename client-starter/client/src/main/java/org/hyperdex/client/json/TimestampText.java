package org.hyperdex.client.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Timestamps as RFC 3339 text with microseconds, always in UTC when written. */
final class TimestampText {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1_000;
  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");
  private static final long FIRST_SECOND =
      LocalDateTime.of(0, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
  private static final long LAST_SECOND =
      LocalDateTime.of(9999, 12, 31, 23, 59, 59).toEpochSecond(ZoneOffset.UTC);

  private TimestampText() {}

  /** The microseconds since the epoch that {@code text} names; failures name {@code attribute}. */
  static long parse(String attribute, String text) {
    Instant instant;
    try {
      instant = OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      throw JsonErrors.malformed(
          attribute, "RFC 3339 like 2026-01-31T12:00:00.000000Z", "'" + text + "'");
    }
    if (instant.getNano() % NANOS_PER_MICRO != 0) {
      throw JsonErrors.malformed(attribute, "at most microseconds", "'" + text + "'");
    }
    try {
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND),
          instant.getNano() / NANOS_PER_MICRO);
    } catch (ArithmeticException _) {
      throw JsonErrors.malformed(attribute, "a time within 64 bits of microseconds", text);
    }
  }

  /** The text of {@code epochMicros}; none for years that RFC 3339 cannot write. */
  static Optional<String> of(long epochMicros) {
    long second = Math.floorDiv(epochMicros, MICROS_PER_SECOND);
    if (second < FIRST_SECOND || second > LAST_SECOND) {
      return Optional.empty();
    }
    int micros = Math.floorMod(epochMicros, (int) MICROS_PER_SECOND);
    return Optional.of(
        LocalDateTime.ofEpochSecond(second, micros * NANOS_PER_MICRO, ZoneOffset.UTC)
            .format(WRITTEN));
  }
}
