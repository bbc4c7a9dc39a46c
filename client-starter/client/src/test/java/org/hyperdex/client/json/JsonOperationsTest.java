package org.hyperdex.client.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.FunctionCalls;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operations as JSON are the calls of the fluent API. */
class JsonOperationsTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Attribute("k", AttributeType.STRING),
              new Attribute("s", AttributeType.STRING),
              new Attribute("n", AttributeType.INT),
              new Attribute("f", AttributeType.FLOAT),
              new Attribute("d", AttributeType.DOCUMENT),
              new Attribute("l", new AttributeType.ListOf(AttributeType.INT)),
              new Attribute("e", new AttributeType.SetOf(AttributeType.INT)),
              new Attribute(
                  "m", new AttributeType.MapOf(AttributeType.STRING, AttributeType.INT))));

  @Test
  void theyKeepTheirOrder() {
    assertThat(
            steps(
                "[{\"put\":{\"n\":1,\"s\":\"x\"}},{\"atomic_add\":{\"n\":2}},"
                    + "{\"string_append\":{\"s\":\"y\"}},{\"put\":{\"n\":3}}]"))
        .isEqualTo(
            WriteOperation.update()
                .put("n", new Value.Int(1))
                .put("s", Value.Text.of("x"))
                .atomicAdd("n", 2)
                .stringAppend("s", "y")
                .put("n", new Value.Int(3))
                .steps());
  }

  @Test
  void argumentsAreOfTheTypeTheFunctionTakes() {
    assertThat(
            steps(
                "[{\"string_ltrim\":{\"s\":2}},{\"list_rpush\":{\"l\":7}},{\"list_lpop\":{\"l\":1}},"
                    + "{\"set_union\":{\"e\":[2,1]}},{\"map_remove\":{\"m\":\"a\"}},"
                    + "{\"map_add\":{\"m\":{\"a\":1}}},{\"map_atomic_max\":{\"m\":{\"b\":2}}}]"))
        .isEqualTo(
            WriteOperation.update()
                .stringLtrim("s", 2)
                .listRpush("l", new Value.Int(7))
                .listLpop("l", 1)
                .setUnion("e", new Value.SetOf(List.of(new Value.Int(1), new Value.Int(2))))
                .mapRemove("m", Value.Text.of("a"))
                .mapAdd("m", map("a", 1))
                .mapUpdate(Function.MAP_ATOMIC_MAX, "m", map("b", 2))
                .steps());
  }

  @Test
  void arithmeticTakesIntegersAndRealsForEither() {
    assertThat(
            steps(
                "[{\"atomic_add\":{\"n\":2.5}},{\"atomic_mul\":{\"f\":2}},"
                    + "{\"map_atomic_sub\":{\"m\":{\"a\":0.5}}}]"))
        .isEqualTo(
            WriteOperation.update()
                .atomicAdd("n", 2.5)
                .atomicMul("f", 2.0)
                .mapUpdate(
                    Function.MAP_ATOMIC_SUB,
                    "m",
                    new Value.MapOf(
                        List.of(new Value.Entry(Value.Text.of("a"), new Value.Float(0.5)))))
                .steps());
  }

  @Test
  void placesInDocumentsTakeJson() {
    assertThat(
            steps(
                "[{\"put\":{\"d.a\":{\"b\":null}}},{\"atomic_add\":{\"d.c[0]\":1}},"
                    + "{\"list_lpush\":{\"d.l\":[true]}},{\"document_rename\":{\"d.a\":\"z.y\"}},"
                    + "{\"document_unset\":{\"d.q\":[\"whatever\"]}}]"))
        .isEqualTo(
            WriteOperation.update()
                .put("d.a", json(new Json.Obj(Map.of("b", Json.Constant.NULL))))
                .with(new FunctionCalls.Step("d.c[0]", Function.ATOMIC_ADD, json(new Json.Int(1))))
                .listLpush("d.l", json(new Json.Array(List.of(Json.Constant.TRUE))))
                .documentRename("d.a", "z.y")
                .documentUnset("d.q")
                .steps());
  }

  @Test
  void aDeletionStandsAlone() {
    assertThat(deletes("[{\"del\":{}}]")).isTrue();
    assertThat(deletes("[{\"put\":{\"n\":1}}]")).isFalse();
    for (String several :
        List.of("[{\"del\":{}},{\"put\":{\"n\":1}}]", "[{\"put\":{\"n\":1},\"del\":{}}]")) {
      assertThat(catchThrowableOfType(HyperDexException.class, () -> deletes(several)))
          .returns(ErrorCode.MALFORMED, HyperDexException::code);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                              | MALFORMED         | ops: expected an array",
        "[]                              | MALFORMED         | ops: expected an array",
        "[7]                             | MALFORMED         | ops[0]: expected an object of one operation",
        "[{}]                            | MALFORMED         | ops[0]: expected an object of one operation",
        "[{\"put\":{\"n\":1}},{\"explode\":{}}] | MALFORMED  | found 'explode'",
        "[{\"put\":[]}]                  | MALFORMED         | ops[0] put: arguments: expected an object",
        "[{\"put\":{\"x\":1}}]           | UNKNOWN_ATTRIBUTE | ops[0] put: x: expected one of",
        "[{\"put\":{\"k\":\"x\"}}]       | KEY_NOT_WRITABLE  | ops[0] put: k",
        "[{\"put\":{\"n\":1.5}}]         | WRONG_TYPE        | ops[0] put: n: expected an integer",
        "[{\"atomic_add\":{\"s\":1}}]    | WRONG_TYPE        | to which 'atomic_add' applies, found string",
        "[{\"atomic_add\":{\"n\":\"1\"}}] | WRONG_TYPE       | n: expected an integer for int, found string",
        "[{\"atomic_mod\":{\"f\":1}}]    | WRONG_TYPE        | to which 'atomic_mod' applies, found float",
        "[{\"set_add\":{\"e\":[1]}}]     | WRONG_TYPE        | e: expected an integer for int, found array",
        "[{\"set_union\":{\"e\":[1,1]}}] | MALFORMED         | same element twice",
        "[{\"map_add\":{\"m\":{\"a\":\"x\"}}}] | WRONG_TYPE  | m[a]: expected an integer",
        "[{\"list_lpush\":{\"l.a\":1}}]  | WRONG_TYPE        | l.a: expected a document to look into",
        "[{\"document_rename\":{\"d.a\":1}}] | WRONG_TYPE    | d.a: expected a string",
      })
  void refusesWithPlaceAndReason(String text, ErrorCode code, String reason) {
    HyperDexException failure = catchThrowableOfType(HyperDexException.class, () -> steps(text));

    assertThat(failure.detail()).contains(reason);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.context()).containsKeys("attribute", "expected", "found");
  }

  private static List<FunctionCalls.Step> steps(String text) {
    return JsonOperations.parse(SCHEMA, JsonValues.parse("ops", text)).steps();
  }

  private static boolean deletes(String text) {
    return JsonOperations.parse(SCHEMA, JsonValues.parse("ops", text)).deletion();
  }

  private static Value.MapOf map(String key, long value) {
    return new Value.MapOf(List.of(new Value.Entry(Value.Text.of(key), new Value.Int(value))));
  }

  private static Value json(Json json) {
    return new Value.Document(json);
  }
}
