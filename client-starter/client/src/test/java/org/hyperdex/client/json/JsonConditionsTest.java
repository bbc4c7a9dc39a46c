package org.hyperdex.client.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.hyperdex.client.Condition;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonConditionsTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Attribute("k", AttributeType.STRING),
              new Attribute("n", AttributeType.INT),
              new Attribute("d", AttributeType.DOCUMENT)));

  @Test
  void aPlainValueIsEquality() {
    assertThat(parse("{\"k\":\"x\"}")).isEqualTo(Condition.equal("k", Value.Text.of("x")));
    assertThat(parse("{\"k\":{\"$bytes\":\"/w==\"}}"))
        .isEqualTo(Condition.equal("k", new Value.Text(Bytes.wrap(new byte[] {(byte) 0xff}))));
  }

  @Test
  void operatorsAndAttributesAreAnded() {
    assertThat(parse("{\"n\":{\"ge\":1,\"lt\":5},\"k\":\"x\"}").terms())
        .containsExactly(
            new Condition.Term("n", Operator.GREATER_EQUAL, new Value.Int(1)),
            new Condition.Term("n", Operator.LESS_THAN, new Value.Int(5)),
            new Condition.Term("k", Operator.EQUAL, Value.Text.of("x")));
  }

  @Test
  void equalityWithAnObjectIsWrittenOut() {
    assertThat(parse("{\"d\":{\"eq\":{\"a\":1}}}"))
        .isEqualTo(
            Condition.equal("d", new Value.Document(new Json.Obj(Map.of("a", new Json.Int(1))))));
  }

  @Test
  void withoutAMemberItIsTrueOfAll() {
    assertThat(parse("{}")).isEqualTo(Condition.ALL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                    | MALFORMED         | predicates",
        "{\"x\":1}             | UNKNOWN_ATTRIBUTE | one of k, n, d",
        "{\"n\":\"x\"}         | WRONG_TYPE        | an integer for int",
        "{\"n\":{\"gte\":1}}   | MALFORMED         | eq, lt, le, ge, gt, found 'gte'",
        "{\"n\":{}}            | MALFORMED         | no operator",
        "{\"d\":{\"lt\":1}}    | WRONG_TYPE        | an order for 'lt', found document",
        "{\"d\":{\"a\":1}}     | MALFORMED         | found 'a'",
      })
  void refusesWithTheReason(String text, ErrorCode code, String reason) {
    HyperDexException failure = catchThrowableOfType(HyperDexException.class, () -> parse(text));

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.detail()).contains(reason);
  }

  private static Condition parse(String text) {
    return JsonConditions.parse(SCHEMA, JsonValues.parse("where", text));
  }
}
