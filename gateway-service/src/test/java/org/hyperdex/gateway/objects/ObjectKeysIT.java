package org.hyperdex.gateway.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.hyperdex.gateway.testing.Answer;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every value can be a key in an address, and no two keys are confused. */
@GatewayTest
class ObjectKeysIT {
  private static final int LARGEST_KEY_BYTES = 64 << 10;

  private final Rest rest;

  ObjectKeysIT(Rest rest) {
    this.rest = rest;
  }

  @BeforeAll
  void addSpaces() {
    for (String type : new String[] {"string", "int", "float", "timestamp(day)"}) {
      rest.addSpace(
          "space keys_%s key %s k attributes int n create 2 partitions"
              .formatted(type.replace("(day)", ""), type));
    }
    rest.addSpace("space objects key k attributes int n create 2 partitions");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b", "/", "a/b/objects/c", "a b", "a+b", "a%b", "%2F", "ü", "日本語", "😀", ".", "..",
            "a;b=c",
        "a?b#c", "a\\b", "\"", "'", "a&b=c", "{key}", "*", "-0", " ", "\t\r\n", "\u007f", "null", ""
      })
  void textIsTheKeyItIs(String key) {
    String path = Rest.object("keys_string", key);
    rest.put(path, "{\"n\": 1}").is(201);
    assertThat(rest.get(path).is(200).json().get("k").asString()).isEqualTo(key);
    String base64 = Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    String same = "/v1/spaces/keys_string/objects/" + base64 + "?key-encoding=base64url";
    assertThat(rest.get(same).is(200).json().get("k").asString()).isEqualTo(key);
    rest.delete(path).is(204);
    rest.get(same).isProblem(404, "unknown-object");
  }

  @Test
  void bytesThatAreNotTextAreKeysInBase64Url() {
    byte[] bytes = {0, (byte) 0xff, (byte) 0xfe, '/', (byte) 0xc3, 0};
    String padded = Base64.getUrlEncoder().encodeToString(bytes);
    String bare = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    String path = "/v1/spaces/keys_string/objects/%s?key-encoding=base64url";
    rest.put(path.formatted(bare), "{\"n\": 7}").is(201);
    for (String written : new String[] {bare, padded, padded.replace("=", "%3D")}) {
      Answer got = rest.get(path.formatted(written)).is(200);
      assertThat(got.json().at("/k/$bytes").asString())
          .isEqualTo(Base64.getEncoder().encodeToString(bytes));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a+b/", "a", "*", "YQ=", "%"})
  void whatIsNotBase64UrlIsRefused(String key) {
    String path = Rest.object("keys_string", key) + "?key-encoding=base64url";
    rest.get(path).isProblem(400, "malformed");
    rest.put(path, "{\"n\": 1}").isRefusedWrite(400, "malformed");
  }

  @Test
  void anUnknownKeyEncodingIsRefused() {
    rest.get("/v1/spaces/keys_string/objects/a?key-encoding=hex").isProblem(400, "malformed");
  }

  @ParameterizedTest
  @CsvSource({
    "int, 0",
    "int, -9223372036854775808",
    "int, 9223372036854775807",
    "float, -1.5",
    "float, 1e300",
    "float, NaN",
    "float, -Infinity",
    "timestamp, 2026-01-31T12:00:00.000001Z",
    "timestamp, -1"
  })
  void numbersAndTimesAreKeysInTheirText(String type, String key) {
    String path = Rest.object("keys_" + type, key);
    rest.put(path, "{\"n\": 1}").is(201);
    rest.get(path).is(200);
    rest.delete(path).is(204);
  }

  @ParameterizedTest
  @CsvSource({
    "int, 1.0",
    "int, ''",
    "int, 9223372036854775808",
    "int, 01",
    "int, one",
    "float, one",
    "float, 1e999",
    "float, ''",
    "timestamp, 2026-02-30T00:00:00Z",
    "timestamp, yesterday",
    "timestamp, ''"
  })
  void aKeyOfAnotherTypeIsRefused(String type, String key) {
    String path = Rest.object("keys_" + type, key);
    for (Answer answer :
        new Answer[] {
          rest.put(path, "{\"n\": 1}"),
          rest.delete(path),
          rest.post(path, "{\"ops\":[{\"del\":{}}]}")
        }) {
      answer.is(400);
      assertThat(answer.json().path("outcome").asString()).isEqualTo("NOT_APPLIED");
      assertThat(answer.json().path("attribute").asString()).isEqualTo("k");
      assertThat(answer.json().path("expected").asString()).isNotEmpty();
      assertThat(answer.json().path("found").asString()).contains(key);
    }
    rest.get(path).is(400);
  }

  @Test
  void theLargestKeyIsAKeyAndOneByteMoreIsTooLarge() {
    String largest = "k".repeat(LARGEST_KEY_BYTES);
    rest.put(Rest.object("keys_string", largest), "{\"n\": 3}").is(201);
    assertThat(rest.get(Rest.object("keys_string", largest)).is(200).json().get("n").asInt())
        .isEqualTo(3);
    String longer = Rest.object("keys_string", largest + "k");
    rest.put(longer, "{\"n\": 1}").isRefusedWrite(413, "too-large");
    rest.delete(longer).isRefusedWrite(413, "too-large");
    rest.get(longer).isProblem(413, "too-large");
  }

  @Test
  void theLargestKeyMayBeAllEscapes() {
    String largest = "/".repeat(LARGEST_KEY_BYTES);
    rest.put(Rest.object("keys_string", largest), "{\"n\": 4}").is(201);
    assertThat(rest.get(Rest.object("keys_string", largest)).is(200).json().get("n").asInt())
        .isEqualTo(4);
  }

  @Test
  void aSpaceMayBeCalledObjects() {
    rest.put(Rest.object("objects", "a"), "{\"n\": 1}").is(201);
    assertThat(rest.get(Rest.object("objects", "a")).is(200).json().get("k").asString())
        .isEqualTo("a");
  }

  @Test
  void theKeyInTheBodyMustBeTheAddressed() {
    String path = Rest.object("keys_string", "in body");
    rest.put(path, "{\"k\": \"other\", \"n\": 1}").isRefusedWrite(400, "key-not-writable");
    rest.get(path).isProblem(404, "unknown-object");
    rest.put(path, "{\"k\": \"in body\", \"n\": 1}").is(201);
    Answer before = rest.get(path);
    rest.put(path, "{\"k\": \"other\", \"n\": 2}").isRefusedWrite(400, "key-not-writable");
    rest.put(path, "{\"k\": 1, \"n\": 2}").isRefusedWrite(400, "wrong-type");
    rest.post(path, "{\"ops\": [{\"put\": {\"k\": \"other\"}}]}")
        .isRefusedWrite(400, "key-not-writable");
    rest.get(path).isUnchangedSince(before);
  }
}
