package org.hyperdex.core.hyperspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.TimestampUnit;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Where values lie: fixed for good, because it says where existing objects are. */
class CoordinatesTest {
  @ParameterizedTest
  @CsvSource({
    "-9223372036854775808, 0000000000000000",
    "-1, 7fffffffffffffff",
    "0, 8000000000000000",
    "1, 8000000000000001",
    "9223372036854775807, ffffffffffffffff",
  })
  void anIntLiesAtItsValuePlusTwoToTheSixtyThree(long value, String coordinate) {
    assertThat(hex(Coordinates.of(AttributeType.INT, integer(value)))).isEqualTo(coordinate);
  }

  @Test
  void floatsLieInTheirOrderAndNotANumberLast() {
    List<Double> ascending =
        List.of(
            Double.NEGATIVE_INFINITY,
            -Double.MAX_VALUE,
            -1.5,
            -Double.MIN_VALUE,
            0.0,
            Double.MIN_VALUE,
            1.0,
            1.5,
            Double.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NaN);

    assertThat(ascending.stream().map(CoordinatesTest::coordinate))
        .isSortedAccordingTo(Long::compareUnsigned)
        .doesNotHaveDuplicates();
    assertThat(coordinate(-0.0)).isEqualTo(coordinate(0.0));
  }

  @Test
  void aStringLiesAtItsHash() {
    assertThat(hex(Coordinates.of(AttributeType.STRING, Bytes.utf8("asdf"))))
        .isEqualTo("415872f599cea71e");
  }

  @Test
  void documentsAndContainersLieNowhere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Coordinates.of(AttributeType.DOCUMENT, Bytes.EMPTY));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            Coordinates.of(new AttributeType.ListOf(AttributeType.Primitive.INT), Bytes.EMPTY));
  }

  /** Computed by the definition, with numbers that do not overflow. */
  @ParameterizedTest
  @EnumSource(TimestampUnit.class)
  void aTimestampLiesWhereItsDigitsSay(TimestampUnit unit) {
    Times times = new Times(17);
    for (int i = 0; i < 5_000; i++) {
      long micros = times.next();

      assertThat(hex(coordinate(unit, micros)))
          .as("%d us", micros)
          .isEqualTo(hex(TimestampModel.coordinate(unit, micros)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    // 1970-01-01 is day 0 of its cycle of seven.
    "DAY, 1970-01-01T00:00:00Z, 0",
    "DAY, 1970-01-01T23:59:59.999999Z, 0",
    "DAY, 1970-01-02T00:00:00Z, 1",
    "DAY, 1970-01-07T12:00:00Z, 6",
    "DAY, 1970-01-08T00:00:00Z, 0",
    "DAY, 1969-12-31T23:59:59.999999Z, 6",
    "DAY, 1969-12-25T00:00:00Z, 0",
    "HOUR, 1969-12-31T23:00:00Z, 23",
    "HOUR, 2000-02-29T05:59:59Z, 5",
    "MINUTE, 2000-02-29T05:59:59Z, 59",
    "SECOND, 1969-12-31T23:59:58Z, 58",
    "WEEK, 1970-01-08T00:00:00Z, 1",
    "WEEK, 1969-12-31T00:00:00Z, 3",
    "MONTH, 1970-01-29T00:00:00Z, 1",
    "MONTH, 1969-12-31T00:00:00Z, 11",
  })
  void asManySlicesAsTheUnitHasHoldOneEach(TimestampUnit unit, Instant time, int slice) {
    long micros =
        Math.addExact(
            Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);

    assertThat(Partitioning.slice(coordinate(unit, micros), TimestampModel.radix(unit)))
        .isEqualTo(slice);
  }

  @ParameterizedTest
  @EnumSource(TimestampUnit.class)
  void theEarliestAndTheLatestTimesHaveCoordinates(TimestampUnit unit) {
    for (long micros : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, -1, 0}) {
      assertThat(hex(coordinate(unit, micros)))
          .isEqualTo(hex(TimestampModel.coordinate(unit, micros)));
    }
  }

  private static long coordinate(TimestampUnit unit, long micros) {
    AttributeType type = new AttributeType.Timestamp(unit);
    return Coordinates.of(type, ValueCodec.encode(type, new Value.Timestamp(micros)));
  }

  private static long coordinate(double value) {
    return Coordinates.of(
        AttributeType.FLOAT, ValueCodec.encode(AttributeType.FLOAT, new Value.Float(value)));
  }

  private static Bytes integer(long value) {
    return ValueCodec.encode(AttributeType.INT, new Value.Int(value));
  }

  private static String hex(long coordinate) {
    return String.format("%016x", coordinate);
  }
}
