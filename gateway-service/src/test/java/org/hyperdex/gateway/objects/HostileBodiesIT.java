package org.hyperdex.gateway.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.hyperdex.gateway.testing.Answer;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Bodies that are not what they should be: refused as malformed, never a failure of the gateway.
 */
@GatewayTest
class HostileBodiesIT {
  private static final String SPACE = "hostile_it";
  private static final String PATH = Rest.object(SPACE, "o");
  private static final int LARGEST_ROW_BYTES = 16 << 20;
  private static final int LARGEST_BODY_BYTES = 64 << 20;

  private final Rest rest;
  private Answer before;

  HostileBodiesIT(Rest rest) {
    this.rest = rest;
  }

  @BeforeAll
  void fill() {
    rest.addSpace(
        "space hostile_it key k attributes string s, int i, float f, document d, list(int) l"
            + " subspace i create 2 partitions tolerate 0 failures");
    rest.put(PATH, "{\"s\": \"s\", \"i\": 1}").is(201);
    before = rest.get(PATH);
  }

  @AfterEach
  void nothingHasChanged() {
    rest.get(PATH).isUnchangedSince(before);
  }

  private Answer put(byte[] body, String... headers) {
    if (headers.length == 0) {
      return rest.send("PUT", PATH, body, "Content-Type", "application/json");
    }
    return rest.send("PUT", PATH, body, headers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "{\"i\"",
        "{\"i\":}",
        "{\"i\": 1",
        "{\"i\": 1}}",
        "{\"i\": 1} 2",
        "{\"i\": 1,}",
        "{'i': 1}",
        "{i: 1}",
        "// no\n{}",
        "{\"i\": 01}",
        "{\"i\": +1}",
        "{\"f\": NaN}",
        "{\"f\": .5}",
        "{\"f\": 1.}",
        "{\"s\": \"\n\"}",
        "{\"s\": \"\\x\"}",
        "{\"s\": \"\\u12\"}",
        "nul",
        "null",
        "true",
        "[]",
        "\"{}\"",
        "1",
        "\u0000",
        "{\"s\": \"\u0000\"}",
        "\ufeff\ufeff{}"
      })
  void whatIsNoJsonObjectIsMalformed(String body) {
    JsonNode problem = rest.put(PATH, body).isRefusedWrite(400, "malformed");
    assertThat(problem.get("detail").asString()).contains("body");
    rest.post(PATH, body).isRefusedWrite(400, "malformed");
    rest.post("/v1/spaces/hostile_it/search", body).isProblem(400, "malformed");
    rest.patch("/v1/spaces/hostile_it", body).isRefusedWrite(400, "malformed");
    rest.patch("/v1/cluster", body).isRefusedWrite(400, "malformed");
  }

  @Test
  void randomBytesAreMalformed() {
    Random random = new Random(20260131);
    for (int i = 0; i < 200; i++) {
      byte[] garbage = new byte[random.nextInt(300)];
      random.nextBytes(garbage);
      put(garbage).isRefusedWrite(400, "malformed");
    }
  }

  @Test
  void aMutilatedBodyIsRefusedOrMeansWhatItSays() {
    Random random = new Random(7);
    byte[] good =
        "{\"s\": \"text\", \"i\": 12, \"f\": 1.5e3, \"d\": {\"a\": [1, null, \"é\"]}, \"l\": [1, 2]}"
            .getBytes(StandardCharsets.UTF_8);
    String target = Rest.object(SPACE, "mutilated");
    for (int i = 0; i < 300; i++) {
      byte[] body = good.clone();
      for (int flips = random.nextInt(3); flips >= 0; flips--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      Answer answer = rest.send("PUT", target, body, "Content-Type", "application/json");
      assertThat(answer.status()).as(answer.toString()).isIn(200, 201, 400);
    }
  }

  @Test
  void bytesThatAreNotUtf8AreMalformed() {
    for (byte[] bad :
        new byte[][] {
          {(byte) 0xff},
          {(byte) 0xc3},
          {(byte) 0xc0, (byte) 0x80},
          {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
          {(byte) 0xf5, (byte) 0x80, (byte) 0x80, (byte) 0x80}
        }) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      body.writeBytes("{\"s\": \"".getBytes(StandardCharsets.UTF_8));
      body.writeBytes(bad);
      body.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
      put(body.toByteArray()).isRefusedWrite(400, "malformed");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"s\": \"\\ud800\"}",
        "{\"s\": \"\\udc00\\ud800\"}",
        "{\"d\": \"\\ud83d\"}",
        "{\"d\": {\"\\udfff\": 1}}"
      })
  void unpairedSurrogatesAreNoText(String body) {
    rest.put(PATH, body).isRefusedWrite(400, "malformed");
  }

  @Test
  void anUnpairedSurrogateInANameIsAnUnknownAttribute() {
    rest.put(PATH, "{\"\\ud800\": 1}").is(400);
  }

  @Test
  void numbersOfManyDigitsAreRefused() {
    for (String number :
        new String[] {"9".repeat(900), "9".repeat(100_000), "1e-" + "9".repeat(99)}) {
      rest.put(PATH, "{\"i\": %s}".formatted(number)).is(400);
      rest.put(PATH, "{\"l\": [%s]}".formatted(number)).is(400);
    }
    rest.put(PATH, "{\"f\": %s}".formatted("9".repeat(900))).is(400);
    rest.put(PATH, "{\"f\": 1e%s}".formatted("9".repeat(99))).is(400);
    rest.put(PATH, "{\"d\": %s}".formatted("9".repeat(100_000))).is(400);
    rest.put(PATH, "{\"d\": [1e999]}").is(400);
  }

  @Test
  void deepNestingIsRefused() {
    for (int depth : new int[] {201, 499, 501, 1_000, 100_000}) {
      rest.put(PATH, "{\"d\": %s%s}".formatted("[".repeat(depth), "]".repeat(depth))).is(400);
      rest.put(PATH, "{\"d\": %s1%s}".formatted("{\"a\":".repeat(depth), "}".repeat(depth)))
          .is(400);
      rest.put(PATH, "[".repeat(depth)).is(400);
      rest.post("/v1/spaces/hostile_it/search", "{\"where\": ".repeat(depth)).is(400);
    }
  }

  @Test
  void textWithNullCharactersIsText() {
    String path = Rest.object(SPACE, "nulls");
    rest.put(path, "{\"s\": \"a\\u0000b\", \"d\": {\"\\u0000\": \"\\u0000\"}}").is(201);
    JsonNode got = rest.get(path).json();
    assertThat(got.get("s").asString()).isEqualTo("a\0b");
    assertThat(got.get("d").get("\0").asString()).isEqualTo("\0");
  }

  @Test
  void compressedBodiesAreRefusedNotMisread() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write("{\"i\": 2}".getBytes(StandardCharsets.UTF_8));
    }
    String[] headers = {"Content-Type", "application/json", "Content-Encoding", "gzip"};
    put(zipped.toByteArray(), headers).isRefusedWrite(415, "unsupported-media-type");
    put("nonsense".getBytes(StandardCharsets.UTF_8), headers)
        .isRefusedWrite(415, "unsupported-media-type");
    put("{\"i\": 2}".getBytes(StandardCharsets.UTF_8), headers)
        .isRefusedWrite(415, "unsupported-media-type");
    rest.send(
            "POST",
            "/v1/spaces/hostile_it/batch",
            zipped.toByteArray(),
            "Content-Type",
            "application/x-ndjson",
            "Content-Encoding",
            "gzip")
        .isRefusedWrite(415, "unsupported-media-type");
  }

  @Test
  void otherContentTypesAreRefused() {
    byte[] body = "{\"i\": 2}".getBytes(StandardCharsets.UTF_8);
    for (String type :
        new String[] {
          "text/plain", "application/xml", "application/x-www-form-urlencoded", "*/*", "x"
        }) {
      put(body, "Content-Type", type).isRefusedWrite(415, "unsupported-media-type");
      rest.send("POST", PATH, body, "Content-Type", type)
          .isRefusedWrite(415, "unsupported-media-type");
    }
    rest.send("PUT", PATH, body).isRefusedWrite(415, "unsupported-media-type");
    rest.send("POST", "/v1/spaces", body, "Content-Type", "application/json")
        .isRefusedWrite(415, "unsupported-media-type");
  }

  @Test
  void anObjectThatIsTooLargeIsRefused() {
    String large = "x".repeat(LARGEST_ROW_BYTES + 1);
    rest.put(PATH, "{\"s\": \"%s\"}".formatted(large)).isRefusedWrite(413, "too-large");
    rest.put(PATH, "{\"d\": \"%s\"}".formatted(large)).isRefusedWrite(413, "too-large");
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    byte[] body = new byte[LARGEST_BODY_BYTES + 1];
    Arrays.fill(body, (byte) ' ');
    put(body).isRefusedWrite(413, "too-large");
    rest.send("POST", "/v1/spaces", body, "Content-Type", "text/plain")
        .isRefusedWrite(413, "too-large");
  }
}
