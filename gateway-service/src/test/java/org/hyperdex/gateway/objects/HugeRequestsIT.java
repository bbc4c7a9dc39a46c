package org.hyperdex.gateway.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hyperdex.gateway.testing.Answer;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.RawHttp;
import org.hyperdex.gateway.testing.Rest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names, keys and trees of sizes nobody needs: refused for what they are, before anything is sent,
 * and not told back.
 */
@GatewayTest
class HugeRequestsIT {
  private static final String SPACE = "/v1/spaces/huge_it";
  private static final String PATH = Rest.object("huge_it", "o");
  private static final int MANY = 15 << 20;

  /** As long as the reader of JSON lets a member's name be. */
  private static final String LONG_NAME = "n".repeat(49_000);

  private final Rest rest;
  private Answer before;

  HugeRequestsIT(Rest rest) {
    this.rest = rest;
  }

  @BeforeAll
  void fill() {
    rest.addSpace(
        "space huge_it key k attributes string s, int i, document d, list(int) l, map(string, int) m"
            + " create 2 partitions tolerate 0 failures");
    rest.put(PATH, "{\"d\": {\"a\": 1}}").is(201);
    before = rest.get(PATH);
  }

  @AfterEach
  void nothingHasChanged() {
    rest.get(PATH).isUnchangedSince(before);
  }

  private static void isShort(Answer answer) {
    assertThat(answer.text().length()).as("characters of the answer").isLessThan(20_000);
  }

  @Test
  void aNameInAPathThatIsTooLong() {
    String name = "n".repeat(MANY);
    String rename = "{\"ops\": [{\"document_rename\": {\"d.a\": \"%s\"}}]}".formatted(name);
    Answer renamed = rest.post(PATH, rename);
    assertThat(renamed.status()).as(renamed.toString()).isIn(400, 413);
    assertThat(renamed.json().get("outcome").asString()).isEqualTo("NOT_APPLIED");
    isShort(renamed);
    Answer indexed = rest.post(SPACE + "/indices", "{\"attribute\": \"d.%s\"}".formatted(name));
    assertThat(indexed.status()).as(indexed.toString()).isIn(400, 413);
    assertThat(indexed.json().get("outcome").asString()).isEqualTo("NOT_APPLIED");
    isShort(indexed);
    for (String search :
        new String[] {"{\"sort\": \"%s\"}", "{\"sort\": \"d.%s\"}", "{\"attributes\": [\"%s\"]}"}) {
      Answer answer = rest.post(SPACE + "/search", search.formatted(name));
      assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
      isShort(answer);
    }
  }

  @Test
  void longNamesInSumAreTooLarge() {
    String ops =
        IntStream.range(0, 1_200)
            .mapToObj(i -> "{\"put\": {\"d.%d%s\": 1}}".formatted(i, LONG_NAME))
            .collect(Collectors.joining(",", "{\"ops\": [", "]}"));
    Answer write = rest.post(PATH, ops);
    assertThat(write.isRefusedWrite(413, "too-large").get("detail").asString())
        .contains("bytes in sum");
    isShort(write);
    String where =
        IntStream.range(0, 900)
            .mapToObj(i -> "\"d.%d%s\": 1".formatted(i, LONG_NAME))
            .collect(Collectors.joining(",", "{\"where\": {", "}}"));
    Answer search = rest.post(SPACE + "/search", where);
    search.isProblem(413, "too-large");
    isShort(search);
  }

  @Test
  void aKeyThatIsTooLong() {
    String key = "k".repeat(MANY);
    String line = "{\"key\": \"%s\", \"ops\": [{\"put\": {\"i\": 1}}]}".formatted(key);
    Answer batch = rest.post(SPACE + "/batch", line).is(200);
    assertThat(batch.json().get("status").asInt()).isEqualTo(413);
    assertThat(batch.json().get("outcome").asString()).isEqualTo("NOT_APPLIED");
    isShort(batch);
  }

  @ParameterizedTest
  @ValueSource(ints = {100_000, 32 << 20})
  void anAddressThatIsTooLong(int characters) {
    RawHttp.Reply reply =
        new RawHttp(rest.port())
            .send(
                ("PUT %s/objects/%s HTTP/1.1\r\nHost: g\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 2\r\n\r\n{}")
                    .formatted(SPACE, "k".repeat(characters)));
    // Of an address that does not end the container reads no more, and may close at once.
    assertThat(reply.status()).as(reply.head()).isIn(0, 400, 413, 414, 431);
    assertThat(reply.body()).doesNotContain("UNKNOWN");
  }

  @Test
  void aDocumentOfTooManyValues() {
    String values = String.join(",", Collections.nCopies(300_000, "1"));
    Answer answer = rest.put(PATH, "{\"d\": [%s]}".formatted(values));
    assertThat(answer.isRefusedWrite(413, "too-large").get("detail").asString())
        .contains("a document may not have more than 262144 values");
    isShort(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "{}", "[]", "\"\""})
  void aTreeOfTooManyValues(String value) {
    String values = String.join(",", Collections.nCopies(5_000_000, value));
    for (String attribute : new String[] {"d", "l"}) {
      Answer answer = rest.put(PATH, "{\"%s\": [%s]}".formatted(attribute, values));
      assertThat(answer.isRefusedWrite(413, "too-large").get("detail").asString())
          .isEqualTo("the JSON has more than 4194304 values, names and brackets, the most allowed");
    }
  }

  @Test
  void aTreeThatIsTooDeep() {
    Answer answer = rest.put(PATH, "{\"d\": %s1%s}".formatted("[".repeat(600), "]".repeat(600)));
    assertThat(answer.isRefusedWrite(400, "malformed").get("detail").asString())
        .isEqualTo("the JSON has more than 500 levels of brackets, the most allowed");
  }

  @Test
  void aStringThatIsTooLong() {
    Answer answer = rest.put(PATH, "{\"s\": \"%s\"}".formatted("x".repeat(25 << 20)));
    assertThat(answer.isRefusedWrite(413, "too-large").get("detail").asString())
        .isEqualTo("the JSON has a string of more than 25165824 characters, the most allowed");
  }

  @Test
  void aMemberWhoseNameIsTooLong() {
    String name = "n".repeat(MANY);
    for (String body :
        new String[] {"{\"%s\": 1}", "{\"m\": {\"%s\": 1}}", "{\"d\": {\"%s\": 1}}"}) {
      Answer answer = rest.put(PATH, body.formatted(name));
      answer.isRefusedWrite(400, "malformed");
      isShort(answer);
    }
  }
}
