package org.hyperdex.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.hyperdex.core.data.AttributeType.ListOf;
import org.hyperdex.core.data.AttributeType.MapOf;
import org.hyperdex.core.data.AttributeType.Primitive;
import org.hyperdex.core.data.AttributeType.SetOf;
import org.hyperdex.core.data.ValueException.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every value has exactly one encoding, and the order of scalars survives it. */
class ValueCodecTest {
  private static final int ROUNDS = 2_000;

  static List<AttributeType> types() {
    return Values.types();
  }

  static List<AttributeType> comparableTypes() {
    return Values.comparableTypes();
  }

  static List<AttributeType> numberTypes() {
    return comparableTypes().stream().filter(type -> type != AttributeType.STRING).toList();
  }

  @ParameterizedTest
  @MethodSource("types")
  void aValueIsReadBackAsItWasWritten(AttributeType type) {
    Values values = new Values(1);
    for (int i = 0; i < ROUNDS; i++) {
      Value value = values.of(type);
      Bytes encoded = ValueCodec.encode(type, value);
      assertThat(ValueCodec.isValid(type, encoded)).as("%s", value).isTrue();
      assertThat(ValueCodec.decode(type, encoded)).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void valuesAreEqualExactlyIfTheirEncodingsAre(AttributeType type) {
    Values values = new Values(2);
    for (int i = 0; i < ROUNDS; i++) {
      Value a = values.of(type);
      Value b = values.of(type);
      assertThat(ValueCodec.encode(type, a).equals(ValueCodec.encode(type, b)))
          .as("%s and %s", a, b)
          .isEqualTo(a.equals(b));
    }
  }

  @ParameterizedTest
  @MethodSource("comparableTypes")
  void encodingsAreOrderedAsTheValues(AttributeType type) {
    Values values = new Values(3);
    for (int i = 0; i < 5 * ROUNDS; i++) {
      Value a = values.of(type);
      Value b = values.of(type);
      int comparison = ValueCodec.encode(type, a).compareTo(ValueCodec.encode(type, b));
      assertThat(Integer.signum(comparison))
          .as("%s and %s", a, b)
          .isEqualTo(Integer.signum(ValueModel.compare(a, b)));
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void bytesAreEitherRefusedOrTheOnlyEncodingOfTheirValue(AttributeType type) {
    Values values = new Values(4);
    int refused = 0;
    for (int i = 0; i < 5 * ROUNDS; i++) {
      Bytes bytes = values.damaged(values.encoded(type));
      if (ValueCodec.isValid(type, bytes)) {
        assertThat(ValueCodec.encode(type, ValueCodec.decode(type, bytes))).isEqualTo(bytes);
      } else {
        refused++;
        assertMalformed(type, bytes);
      }
    }
    assertThat(refused > 0).isEqualTo(type != AttributeType.STRING);
  }

  @ParameterizedTest
  @EnumSource(Primitive.class)
  void aSetIsValidExactlyIfItIsAnAscendingList(Primitive element) {
    Values values = new Values(5);
    int ascending = 0;
    for (int i = 0; i < ROUNDS; i++) {
      List<Value.Scalar> elements = values.scalars(element);
      Bytes encoded = ValueCodec.encode(new ListOf(element), new Value.ListOf(elements));
      boolean expected = ValueModel.ascending(elements);
      assertThat(ValueCodec.isValid(new SetOf(element), encoded)).isEqualTo(expected);
      ascending += expected ? 1 : 0;
    }
    assertThat(ascending).isBetween(1, ROUNDS - 1);
  }

  @ParameterizedTest
  @EnumSource(Primitive.class)
  void aMapIsValidExactlyIfItsKeysAscend(Primitive key) {
    Values values = new Values(6);
    ListOf pairs = new ListOf(key);
    MapOf map = new MapOf(key, key);
    for (int i = 0; i < ROUNDS; i++) {
      List<Value.Scalar> keys = values.scalars(key);
      List<Value.Scalar> flat = new ArrayList<>();
      for (Value.Scalar each : keys) {
        flat.add(each);
        flat.add(values.scalar(key));
      }
      Bytes encoded = ValueCodec.encode(pairs, new Value.ListOf(flat));
      assertThat(ValueCodec.isValid(map, encoded)).isEqualTo(ValueModel.ascending(keys));
      if (!keys.isEmpty()) {
        Bytes oneShort =
            ValueCodec.encode(pairs, new Value.ListOf(flat.subList(0, flat.size() - 1)));
        assertMalformed(map, oneShort);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("numberTypes")
  void nothingButEightBytesIsANumber(AttributeType type) {
    byte[] encoded = new Values(7).encoded(type).array();
    for (int length = 0; length < 2 * encoded.length; length++) {
      Bytes bytes = Bytes.wrap(Arrays.copyOf(encoded, length));
      assertThat(ValueCodec.isValid(type, bytes)).as("%d bytes", length).isEqualTo(length == 8);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "list(string), '', yes",
    "list(string), 00000001, no",
    "list(string), 000000016100, no",
    "list(string), ffffffff61, no",
    "list(string), 7fffffff61, no",
    "set(string), 00000001610000000162, yes",
    "set(string), 00000001610000000161, no",
    "set(string), 00000001620000000161, no",
    "set(string), 00000001620000000261 61, no",
    "set(string), 000000026161 0000000162, yes",
    "set(int), 80000000000000017fffffffffffffff, no",
    "float, 7fffffffffffffff, no",
    "float, fff8000000000001, no",
    "float, 0007ffffffffffff, no",
    "float, fff8000000000000, yes",
    "list(float), 7fffffffffffffff, no"
  })
  void bytesAreJudgedToTheLast(String type, String hex, String verdict) {
    AttributeType parsed =
        types().stream().filter(each -> each.description().equals(type)).findFirst().orElseThrow();
    Bytes bytes = Bytes.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    assertThat(ValueCodec.isValid(parsed, bytes)).isEqualTo(verdict.equals("yes"));
  }

  @Test
  void encodingsDoNotChangeFromVersionToVersion() {
    assertEncoded(AttributeType.STRING, Value.Text.of("hé"), "68c3a9");
    assertEncoded(AttributeType.INT, new Value.Int(-2), "7ffffffffffffffe");
    assertEncoded(AttributeType.FLOAT, new Value.Float(1.5), "bff8000000000000");
    assertEncoded(AttributeType.FLOAT, new Value.Float(-1.5), "4007ffffffffffff");
    assertEncoded(AttributeType.FLOAT, new Value.Float(Double.NaN), "fff8000000000000");
    assertEncoded(
        new AttributeType.Timestamp(TimestampUnit.DAY), new Value.Timestamp(1), "8000000000000001");
    assertEncoded(
        new ListOf(Primitive.STRING),
        new Value.ListOf(List.of(Value.Text.of("b"), Value.Text.of(""))),
        "000000016200000000");
    assertEncoded(
        new MapOf(Primitive.INT, Primitive.STRING),
        new Value.MapOf(
            List.of(
                new Value.Entry(new Value.Int(2), Value.Text.of("y")),
                new Value.Entry(new Value.Int(1), Value.Text.of("x")))),
        "80000000000000010000000178" + "80000000000000020000000179");
  }

  @Test
  void negativeZeroIsZero() {
    assertThat(ValueCodec.encode(AttributeType.FLOAT, new Value.Float(-0.0)))
        .isEqualTo(ValueCodec.zero(AttributeType.FLOAT));
    assertThat(new Value.Float(-0.0)).isEqualTo(new Value.Float(0.0));
  }

  @ParameterizedTest
  @MethodSource("types")
  void anUnwrittenAttributeReadsAsItsZero(AttributeType type) {
    Value zero =
        switch (type) {
          case Primitive primitive ->
              switch (primitive) {
                case STRING -> Value.Text.of("");
                case INT -> new Value.Int(0);
                case FLOAT -> new Value.Float(0);
              };
          case AttributeType.Timestamp _ -> new Value.Timestamp(0);
          case AttributeType.Document _ -> new Value.Document(new Json.Obj(Map.of()));
          case ListOf _ -> new Value.ListOf(List.of());
          case SetOf _ -> new Value.SetOf(List.of());
          case MapOf _ -> new Value.MapOf(List.of());
        };
    assertThat(ValueCodec.decode(type, ValueCodec.zero(type))).isEqualTo(zero);
    assertThat(ValueCodec.encode(type, zero)).isEqualTo(ValueCodec.zero(type));
  }

  @ParameterizedTest
  @MethodSource("types")
  void aValueOfAnotherTypeIsRefusedWithBothNames(AttributeType type) {
    Values values = new Values(8);
    for (AttributeType other : types()) {
      Value value = values.of(other);
      if (!value.getClass().equals(values.of(type).getClass())) {
        assertThatThrownBy(() -> ValueCodec.encode(type, value))
            .isInstanceOfSatisfying(
                ValueException.class, e -> assertThat(e.problem()).isEqualTo(Problem.WRONG_TYPE))
            .hasMessageContainingAll(type.description(), value.typeName());
      }
    }
  }

  @Test
  void anElementOfAnotherTypeIsRefusedByItsPosition() {
    Value mixed = new Value.ListOf(List.of(new Value.Int(1), Value.Text.of("x")));
    assertThatThrownBy(() -> ValueCodec.encode(new ListOf(Primitive.INT), mixed))
        .isInstanceOf(ValueException.class)
        .hasMessage("wrong type: expected list(int), but element 1 is no int: found string");
    Value map = new Value.MapOf(List.of(new Value.Entry(new Value.Int(1), new Value.Int(2))));
    assertThatThrownBy(() -> ValueCodec.encode(new MapOf(Primitive.INT, Primitive.FLOAT), map))
        .isInstanceOf(ValueException.class)
        .hasMessage("wrong type: expected map(int, float), but value 0 is no float: found int");
  }

  @Test
  void setsAndMapsAscendInWhateverOrderTheyAreGiven() {
    Value.Scalar one = new Value.Int(1);
    Value.Scalar two = new Value.Int(2);
    assertThat(new Value.SetOf(List.of(two, one)).elements()).containsExactly(one, two);
    assertThat(
            new Value.MapOf(List.of(new Value.Entry(two, one), new Value.Entry(one, two)))
                .entries())
        .extracting(Value.Entry::key)
        .containsExactly(one, two);
  }

  @Test
  void aDuplicateInASetOrMapIsAnError() {
    Value.Scalar zero = new Value.Float(0.0);
    Value.Scalar negativeZero = new Value.Float(-0.0);
    assertThatThrownBy(() -> new Value.SetOf(List.of(zero, new Value.Float(1), negativeZero)))
        .isInstanceOfSatisfying(
            ValueException.class, e -> assertThat(e.problem()).isEqualTo(Problem.DUPLICATE));
    assertThatThrownBy(() ->
            new Value.MapOf(
                List.of(new Value.Entry(zero, zero), new Value.Entry(zero, negativeZero))))
        .isInstanceOfSatisfying(
            ValueException.class, e -> assertThat(e.problem()).isEqualTo(Problem.DUPLICATE));
  }

  @Test
  void aContainerLargerThanARowIsRefused() {
    Value.Scalar large = new Value.Text(Bytes.wrap(new byte[Row.MAX_BYTES / 2]));
    assertThatThrownBy(() ->
            ValueCodec.encode(
                new ListOf(Primitive.STRING), new Value.ListOf(List.of(large, large))))
        .isInstanceOfSatisfying(
            ValueException.class, e -> assertThat(e.problem()).isEqualTo(Problem.TOO_LARGE));
  }

  private static void assertEncoded(AttributeType type, Value value, String hex) {
    assertThat(ValueCodec.encode(type, value).toString()).isEqualTo(hex);
  }

  private static void assertMalformed(AttributeType type, Bytes bytes) {
    assertThatThrownBy(() -> ValueCodec.decode(type, bytes))
        .isInstanceOfSatisfying(
            ValueException.class, e -> assertThat(e.problem()).isEqualTo(Problem.MALFORMED))
        .hasMessageContaining(type.description());
  }
}
