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
              new Attribute("d", AttributeType.DOCUMENT),
              new Attribute("l", new AttributeType.ListOf(AttributeType.INT)),
              new Attribute(
                  "m", new AttributeType.MapOf(AttributeType.STRING, AttributeType.INT))));

  @Test
  void aPlainValueIsEquality() {
    assertThat(parse("{\"k\":\"x\"}")).isEqualTo(Condition.equal("k", Value.Text.of("x")));
    assertThat(parse("{\"k\":{\"$bytes\":\"/w==\"}}"))
        .isEqualTo(Condition.equal("k", new Value.Text(Bytes.wrap(new byte[] {(byte) 0xff}))));
  }

  @Test
  void operatorsAndAttributesAreAnded() {
    assertThat(parse("{\"n\":{\"ge\":1,\"lt\":5},\"k\":\"x\"}"))
        .isEqualTo(
            Condition.greaterOrEqual("n", new Value.Int(1))
                .and(Condition.lessThan("n", new Value.Int(5)))
                .and(Condition.equal("k", Value.Text.of("x"))));
  }

  @Test
  void equalityWithAnObjectIsWrittenOut() {
    assertThat(parse("{\"d\":{\"eq\":{\"a\":1}}}"))
        .isEqualTo(
            Condition.equal("d", new Value.Document(new Json.Obj(Map.of("a", new Json.Int(1))))));
  }

  @Test
  void everyOperatorHasAForm() {
    assertThat(parse("{\"n\":{\"in\":[1,2]}}"))
        .isEqualTo(Condition.in("n", List.of(new Value.Int(1), new Value.Int(2))));
    assertThat(parse("{\"n\":{\"in\":[]}}")).isEqualTo(Condition.in("n", List.of()));
    assertThat(parse("{\"k\":{\"prefix\":\"J\"}}")).isEqualTo(Condition.prefix("k", "J"));
    assertThat(parse("{\"k\":{\"regex\":\"^J.*n$\"}}")).isEqualTo(Condition.regex("k", "^J.*n$"));
    assertThat(parse("{\"l\":{\"contains\":5}}"))
        .isEqualTo(Condition.contains("l", new Value.Int(5)));
    assertThat(parse("{\"m\":{\"contains\":\"a\"}}"))
        .isEqualTo(Condition.contains("m", Value.Text.of("a")));
    assertThat(parse("{\"l\":{\"length_eq\":1,\"length_le\":2,\"length_ge\":3}}"))
        .isEqualTo(
            Condition.lengthEqual("l", 1)
                .and(Condition.lengthLessOrEqual("l", 2))
                .and(Condition.lengthGreaterOrEqual("l", 3)));
  }

  @Test
  void placesInDocumentsAreComparedWithJson() {
    assertThat(parse("{\"d.a[0].b\":true,\"d.c\":{\"lt\":2.5},\"d\":{\"contains\":\"a\"}}"))
        .isEqualTo(
            Condition.equal("d.a[0].b", new Value.Document(Json.Constant.TRUE))
                .and(Condition.lessThan("d.c", new Value.Document(new Json.Real(2.5))))
                .and(Condition.contains("d", new Value.Document(new Json.Text("a")))));
  }

  @Test
  void alternativesStandBesideAttributesAndWithinEachOther() {
    Condition one = Condition.equal("n", new Value.Int(1));
    Condition two = Condition.equal("n", new Value.Int(2));
    Condition x = Condition.equal("k", Value.Text.of("x"));
    assertThat(parse("{\"$or\":[{\"n\":1},{\"n\":2}]}")).isEqualTo(one.or(two));
    assertThat(parse("{\"$or\":[{\"n\":1},{\"n\":2}],\"k\":\"x\"}")).isEqualTo(x.and(one.or(two)));
    assertThat(parse("{\"$or\":[{\"$or\":[{\"n\":1},{\"n\":2}]},{\"k\":\"x\"}]}"))
        .isEqualTo(one.or(two).or(x));
    assertThat(parse("{\"$and\":[{\"$or\":[{\"n\":1},{\"n\":2}]},{\"$or\":[{\"k\":\"x\"},{}]}]}"))
        .isEqualTo(one.or(two).and(x.or(Condition.ALL)));
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
        "{\"x\":1}             | UNKNOWN_ATTRIBUTE | one of k, n, d, l, m",
        "{\"n\":\"x\"}         | WRONG_TYPE        | an integer for int",
        "{\"n\":{\"gte\":1}}   | MALFORMED         | length_le, length_ge, found 'gte'",
        "{\"n\":{}}            | MALFORMED         | no operator",
        "{\"l\":{\"lt\":[]}}   | WRONG_TYPE        | to which 'lt' applies, found list(int)",
        "{\"n\":{\"prefix\":1}} | WRONG_TYPE      | to which 'prefix' applies, found int",
        "{\"l\":{\"contains\":\"x\"}} | WRONG_TYPE | l: expected an integer for int",
        "{\"l\":{\"length_ge\":0.5}} | WRONG_TYPE | an integer for int",
        "{\"n\":{\"in\":1}}    | WRONG_TYPE        | an array of values for 'in', found integer 1",
        "{\"n\":{\"in\":[1,\"x\"]}} | WRONG_TYPE | n[1]: expected an integer",
        "{\"d\":{\"a\":1}}     | MALFORMED         | equality with an object is {\"eq\": {..}}, found 'a'",
        "{\"n.a\":1}           | WRONG_TYPE        | n.a: expected a document to look into, found n of",
        "{\"d..a\":1}          | MALFORMED         | a name is empty",
        "{\"d[x]\":1}          | MALFORMED         | an index must be a whole number",
        "{\"x.a\":1}           | UNKNOWN_ATTRIBUTE | found 'x'",
        "{\"$or\":[]}          | MALFORMED         | an array of at least one object",
        "{\"$or\":{\"n\":1}}   | MALFORMED         | an array of at least one object",
        "{\"$or\":[{},{\"n\":\"x\"}]} | WRONG_TYPE | $or[1]: n: expected an integer",
        "{\"$not\":[]}         | MALFORMED         | an attribute, $or or $and, found '$not'",
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
