package org.hyperdex.client.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.StoredObject;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.TimestampUnit;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class JsonValuesTest {
  private static final AttributeType TIMESTAMP = new AttributeType.Timestamp(TimestampUnit.DAY);
  private static final Map<String, AttributeType> TYPES =
      Map.of(
          "string",
          AttributeType.STRING,
          "int",
          AttributeType.INT,
          "float",
          AttributeType.FLOAT,
          "timestamp",
          TIMESTAMP,
          "document",
          AttributeType.DOCUMENT,
          "list(string)",
          new AttributeType.ListOf(AttributeType.Primitive.STRING),
          "list(int)",
          new AttributeType.ListOf(AttributeType.Primitive.INT),
          "set(int)",
          new AttributeType.SetOf(AttributeType.Primitive.INT),
          "map(string,int)",
          new AttributeType.MapOf(AttributeType.Primitive.STRING, AttributeType.Primitive.INT),
          "map(int,float)",
          new AttributeType.MapOf(AttributeType.Primitive.INT, AttributeType.Primitive.FLOAT));

  /** What is read, and what is written for it and through the codec. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "string          | \"é\"                                 | \"é\"",
        "string          | \"\"                                  | \"\"",
        "string          | {\"$bytes\":\"/w==\"}                 | {\"$bytes\":\"/w==\"}",
        "string          | {\"$bytes\":\"w6k=\"}                 | \"é\"",
        "int             | 9223372036854775807                   | 9223372036854775807",
        "int             | -9223372036854775808                  | -9223372036854775808",
        "float           | 1.5                                   | 1.5",
        "float           | 3                                     | 3.0",
        "float           | -0.0                                  | 0.0",
        "float           | 123456789012345678901234567890        | 1.2345678901234568E29",
        "float           | {\"$float\":\"NaN\"}                  | {\"$float\":\"NaN\"}",
        "float           | {\"$float\":\"Infinity\"}             | {\"$float\":\"Infinity\"}",
        "float           | {\"$float\":\"-Infinity\"}            | {\"$float\":\"-Infinity\"}",
        "timestamp       | \"2026-01-31T12:00:00Z\"              | \"2026-01-31T12:00:00.000000Z\"",
        "timestamp       | \"2026-01-31T12:00:00.1234+01:00\"    | \"2026-01-31T11:00:00.123400Z\"",
        "timestamp       | -1                                    | \"1969-12-31T23:59:59.999999Z\"",
        "timestamp       | \"0000-01-01T00:00:00Z\"              | \"0000-01-01T00:00:00.000000Z\"",
        "timestamp       | \"9999-12-31T23:59:59.999999Z\"       | \"9999-12-31T23:59:59.999999Z\"",
        "timestamp       | 253402300800000000                    | 253402300800000000",
        "list(string)    | [\"b\",\"a\",\"b\"]                   | [\"b\",\"a\",\"b\"]",
        "list(int)       | []                                    | []",
        "set(int)        | [3,-1,2]                              | [-1,2,3]",
        "map(string,int) | {\"b\":2,\"a\":1}                      | {\"a\":1,\"b\":2}",
        "map(string,int) | {\"$map\":[[\"b\",2]]}                | {\"b\":2}",
        "map(string,int) | {\"$bytes\":5}                        | {\"$bytes\":5}",
        "map(string,int) | {\"$map\":[[{\"$bytes\":\"/w==\"},2]]} |"
            + " {\"$map\":[[{\"$bytes\":\"/w==\"},2]]}",
        "map(int,float)  | {\"-5\":0.5}                          | {\"-5\":0.5}",
        "document        | {\"a\":[1,2.5,null,true,{\"b\":\"x\"}]} |"
            + " {\"a\":[1,2.5,null,true,{\"b\":\"x\"}]}",
        "document        | 9223372036854775807                   | 9223372036854775807",
        "document        | 9223372036854775808                   | 9.223372036854776E18",
        "document        | {\"$bytes\":\"x\"}                    | {\"$bytes\":\"x\"}",
      })
  void readsAndWrites(String type, String read, String written) {
    Value value = JsonValues.fromJson("a", type(type), JsonValues.parse("test", read));

    Value stored = ValueCodec.decode(type(type), ValueCodec.encode(type(type), value));

    assertThat(JsonValues.toJson(stored)).hasToString(written);
  }

  /** What is refused, with which code, and words the message must have beside the attribute. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "string          | 5                         | WRONG_TYPE | a string | integer 5",
        "string          | null                      | WRONG_TYPE | a string | null",
        "string          | {\"$bytes\":\"*\"}        | MALFORMED  | base64   | object",
        "string          | {\"$bytes\":7}            | MALFORMED  | base64   | object",
        "string          | {\"x\":\"y\"}             | WRONG_TYPE | a string | object",
        "string          | \"\\ud800\"               | MALFORMED  | Unicode  | surrogate",
        "int             | 1.0                       | WRONG_TYPE | an integer for int | number"
            + " 1.0",
        "int             | \"1\"                     | WRONG_TYPE | an integer for int | string"
            + " \"1\"",
        "int             | 9223372036854775808       | WRONG_TYPE | 64 bits | 9223372036854775808",
        "float           | \"NaN\"                   | WRONG_TYPE | a number | string \"NaN\"",
        "float           | {\"$float\":\"nan\"}      | MALFORMED  | \"NaN\"  | object",
        "float           | 1e999                     | MALFORMED  | range    | number",
        "timestamp       | \"yesterday\"             | MALFORMED  | RFC 3339 | 'yesterday'",
        "timestamp       | \"2026-02-30T00:00:00Z\"  | MALFORMED  | RFC 3339 | 2026-02-30",
        "timestamp       | \"2026-01-31T12:00:00\"   | MALFORMED  | RFC 3339 | 2026-01-31",
        "timestamp       | \"2026-01-31T12:00:00.0000001Z\" | MALFORMED | microseconds | 2026",
        "timestamp       | 1.5                       | WRONG_TYPE | RFC 3339 | number 1.5",
        "list(int)       | {}                        | WRONG_TYPE | an array for list(int) |"
            + " object",
        "list(int)       | [1,\"x\"]                 | WRONG_TYPE | a[1]: expected an integer |"
            + " \"x\"",
        "set(int)        | [1,2,1]                   | MALFORMED  | set(int) | twice",
        "map(string,int) | []                        | WRONG_TYPE | an object | array",
        "map(string,int) | {\"k\":\"v\"}             | WRONG_TYPE | a[k]: expected an integer |"
            + " \"v\"",
        "map(string,int) | {\"$map\":[[\"a\"]]}      | MALFORMED  | a pair   | array",
        "map(int,float)  | {\"x\":1}                 | WRONG_TYPE | 64-bit int | 'x'",
        "map(int,float)  | {\"01\":1}                | WRONG_TYPE | 64-bit int | '01'",
        "document        | 1e999                     | MALFORMED  | document | finite",
      })
  void refusesWithTheReason(
      String type, String read, ErrorCode code, String expected, String found) {
    JsonNode node = JsonValues.parse("test", read);

    HyperDexException failure =
        catchThrowableOfType(
            HyperDexException.class, () -> JsonValues.fromJson("a", type(type), node));

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.detail()).startsWith("a").contains(expected).contains(found);
    assertThat(failure.context())
        .containsOnlyKeys(
            HyperDexException.ATTRIBUTE, HyperDexException.EXPECTED, HyperDexException.FOUND);
  }

  @Test
  void refusesTextThatIsNoJsonWithItsPlace() {
    assertThatThrownBy(() -> JsonValues.parse("body", "{\"a\":\n 1,, }"))
        .isInstanceOfSatisfying(
            HyperDexException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ErrorCode.MALFORMED);
              assertThat(failure.detail()).contains("body").contains("line 2, column");
            });
    assertThatThrownBy(() -> JsonValues.parse("body", "{\"a\":1,\"a\":2}"))
        .hasMessageContaining("a member twice");
    assertThatThrownBy(() -> JsonValues.parse("body", "1 2"))
        .hasMessageContaining("more text behind the value");
    assertThatThrownBy(() -> JsonValues.parse("body", "{\"a\": [1"))
        .hasMessageContaining("ends within a value");
  }

  @Test
  void refusesTooMuchInOneTextForWhatItIs() {
    String ones = "1,".repeat(1 << 22);
    refuses("[" + ones + "1]", ErrorCode.TOO_LARGE, "4194304 values");
    refuses("\"" + "x".repeat(25 << 20) + "\"", ErrorCode.TOO_LARGE, "a string of more than");
    refuses("[".repeat(501), ErrorCode.MALFORMED, "500 levels of brackets");
    refuses("9".repeat(1001), ErrorCode.MALFORMED, "a number of more than 1000 characters");
    refuses("1." + "9".repeat(1001), ErrorCode.MALFORMED, "a number of more than 1000 characters");
    refuses("{\"" + "n".repeat(50_001) + "\": 1}", ErrorCode.MALFORMED, "name of more than 50000");
  }

  private static void refuses(String text, ErrorCode code, String words) {
    assertThatThrownBy(() -> JsonValues.parse("body", text))
        .isInstanceOfSatisfying(
            HyperDexException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(code);
              assertThat(failure.detail()).contains(words, "the most allowed");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "string    | a/b%20c              | a/b%20c",
        "int       | -12                  | -12",
        "float     | 1e3                  | 1000.0",
        "float     | -Infinity            | -Infinity",
        "timestamp | 2026-01-31T12:00:00Z | 2026-01-31T12:00:00.000000Z",
        "timestamp | 0                    | 1970-01-01T00:00:00.000000Z",
      })
  void keysHaveATextOfTheirOwn(String type, String text, String written) {
    Value key = JsonValues.keyFromText(new Attribute("k", type(type)), text);

    assertThat(JsonValues.keyToText(key)).isEqualTo(written);
    assertThat(JsonValues.keyFromText(new Attribute("k", type(type)), written)).isEqualTo(key);
  }

  @Test
  void keysOfAnyBytesAreWrittenInBase64Url() {
    Attribute string = new Attribute("k", AttributeType.STRING);

    assertThat(JsonValues.keyFromBase64Url(string, "_w"))
        .isEqualTo(new Value.Text(Bytes.wrap(new byte[] {(byte) 0xff})));
    assertThat(JsonValues.keyFromBase64Url(new Attribute("k", AttributeType.INT), "NDI="))
        .isEqualTo(new Value.Int(42));
    assertThatThrownBy(() -> JsonValues.keyFromBase64Url(string, "*"))
        .hasMessageContaining("base64url");
    assertThatThrownBy(() -> JsonValues.keyFromText(new Attribute("k", AttributeType.INT), "4.5"))
        .hasMessageContaining("k: expected the decimal text of a 64-bit int, found '4.5'");
  }

  @Test
  void objectsHaveTheKeyFirst() {
    Schema schema =
        new Schema(
            List.of(
                new Attribute("k", AttributeType.STRING),
                new Attribute("n", AttributeType.INT),
                new Attribute("d", AttributeType.DOCUMENT)));
    Bytes row =
        Row.of(
            List.of(
                ValueCodec.encode(AttributeType.INT, new Value.Int(7)),
                ValueCodec.encode(AttributeType.DOCUMENT, new Value.Document(new Json.Text("x")))));
    StoredObject object = StoredObject.encoded(schema, Bytes.utf8("key"), row, new Version(1, 2));

    assertThat(JsonValues.object(object)).hasToString("{\"k\":\"key\",\"n\":7,\"d\":\"x\"}");
  }

  @Test
  void attributesAreReadByTheSchema() {
    Schema schema =
        new Schema(
            List.of(
                new Attribute("k", AttributeType.STRING), new Attribute("n", AttributeType.INT)));

    assertThat(JsonValues.puts(schema, JsonValues.parse("body", "{\"n\":1}")))
        .isEqualTo(WriteOperation.put(Map.of("n", new Value.Int(1))).steps());
    assertThat(codeOf(schema, "{\"m\":1}")).isEqualTo(ErrorCode.UNKNOWN_ATTRIBUTE);
    assertThat(codeOf(schema, "{\"k\":\"x\"}")).isEqualTo(ErrorCode.KEY_NOT_WRITABLE);
    assertThat(codeOf(schema, "[]")).isEqualTo(ErrorCode.MALFORMED);
  }

  private static ErrorCode codeOf(Schema schema, String body) {
    return catchThrowableOfType(
            HyperDexException.class, () -> JsonValues.puts(schema, JsonValues.parse("body", body)))
        .code();
  }

  private static AttributeType type(String name) {
    AttributeType type = TYPES.get(name);
    assertThat(type).as(name).isNotNull();
    return type;
  }
}
