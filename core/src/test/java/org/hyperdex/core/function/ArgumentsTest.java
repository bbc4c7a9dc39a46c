package org.hyperdex.core.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.data.ValueException;
import org.hyperdex.core.schema.AttributeTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
  @ParameterizedTest
  @CsvSource({
    "2.6, 3",
    "2.4, 2",
    "-2.6, -3",
    "2.5, 2",
    "3.5, 4",
    "-0.5, 0",
    "-9.223372036854775808e18, -9223372036854775808",
    "9.223372036854774784e18, 9223372036854774784",
  })
  void aFloatForAnIntegerIsRoundedToTheNearest(double given, long expected) {
    assertThat(encoded(Function.ATOMIC_ADD, "int", new Value.Float(given)))
        .isEqualTo(new Value.Int(expected));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 0x1p63, -0x1.8p63, 1e300})
  void aFloatThatIsNearNoIntegerIsRefused(double given) {
    assertThatThrownBy(() -> encoded(Function.ATOMIC_ADD, "int", new Value.Float(given)))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("expected int");
  }

  @Test
  void anIntegerForAFloatIsTakenForOne() {
    assertThat(encoded(Function.ATOMIC_MUL, "float", new Value.Int(3)))
        .isEqualTo(new Value.Float(3));
  }

  @Test
  void theSameGoesForTheValuesOfMapsButNotForTheirKeys() {
    Value.MapOf given =
        new Value.MapOf(List.of(new Value.Entry(new Value.Int(1), new Value.Float(1.6))));
    assertThat(encoded(Function.MAP_ATOMIC_ADD, "map(int, int)", given))
        .isEqualTo(new Value.MapOf(List.of(new Value.Entry(new Value.Int(1), new Value.Int(2)))));
    assertThatThrownBy(() -> encoded(Function.MAP_ATOMIC_ADD, "map(float, int)", given))
        .isInstanceOf(ValueException.class);
  }

  @Test
  void onlyArithmeticConverts() {
    assertThatThrownBy(() -> encoded(Function.SET, "int", new Value.Float(1)))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("expected int, found float");
    assertThatThrownBy(() -> encoded(Function.LIST_RPUSH, "list(float)", new Value.Int(1)))
        .isInstanceOf(ValueException.class);
    assertThatThrownBy(() -> encoded(Function.STRING_LTRIM, "string", new Value.Float(1)))
        .isInstanceOf(ValueException.class);
  }

  @Test
  void aDocumentTakesPlainStringsAndNumbersForJson() {
    assertThat(encoded(Function.SET, "document", Value.Text.of("x")))
        .isEqualTo(new Value.Document(new Json.Text("x")));
    assertThat(encoded(Function.ATOMIC_ADD, "document", new Value.Int(1)))
        .isEqualTo(new Value.Document(new Json.Int(1)));
    assertThat(encoded(Function.ATOMIC_ADD, "document", new Value.Float(1)))
        .isEqualTo(new Value.Document(new Json.Real(1)));
    Value noText = new Value.Text(Bytes.wrap(new byte[] {(byte) 0xff}));
    assertThatThrownBy(() -> encoded(Function.SET, "document", noText))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void whatIsToBeUnsetNeedsNoArgument() {
    assertThat(
            Arguments.encode(
                Function.DOCUMENT_UNSET,
                AttributeType.DOCUMENT,
                new Value.Document(new Json.Int(1))))
        .isEqualTo(Bytes.EMPTY);
  }

  @Test
  void aFunctionThatDoesNotApplyIsNamed() {
    assertThatThrownBy(() -> encoded(Function.ATOMIC_MOD, "float", new Value.Float(1)))
        .isInstanceOf(ValueException.class)
        .hasMessage("atomic_mod does not apply to type float");
  }

  /** The argument as servers see it. */
  private static Value encoded(Function function, String typeText, Value argument) {
    AttributeType type = AttributeTypes.parse(typeText);
    return ValueCodec.decode(
        Signatures.argument(function, type).orElse(type),
        Arguments.encode(function, type, argument));
  }
}
