package org.hyperdex.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.hyperdex.core.data.AttributeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No word is reserved: what it means depends on where it stands. */
class ContextualKeywordsTest {

  static List<String> keywords() {
    return Stream.of(
            "space key attributes attribute tolerate failures failure create partitions partition"
                + " with authorization subspace index string int int64 float document timestamp"
                + " second minute hour day week month list set map")
        .flatMap(words -> Stream.of(words.split(" ")))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("keywords")
  void everyKeywordMayNameASpaceAKeyAndAnAttribute(String word) {
    SpaceDescription description =
        SpaceParser.parse(
            "space %1$s key x attributes %1$s, y subspace y, %1$s index %1$s".formatted(word));

    assertThat(description.name()).isEqualTo(word);
    assertThat(description.schema().attribute(1))
        .isEqualTo(new Attribute(word, AttributeType.STRING));
    assertThat(description.subspaces()).containsExactly(List.of(2, 1));
    assertThat(SpaceParser.parse("space s key " + word).schema().key().name()).isEqualTo(word);
  }

  @ParameterizedTest
  @MethodSource("keywords")
  void everyKeywordMayNameTypedAttributesInEveryPlace(String word) {
    List<String> texts =
        List.of(
            "space s key int %s",
            "space s key int %s attributes x",
            "space s key int %s tolerate 1 failures",
            "space s key x attributes int %s",
            "space s key x attributes int %s, y",
            "space s key x attributes y, int %s",
            "space s key x attributes y, int %1$s subspace y, %1$s",
            "space s key x attributes y, int %1$s index %1$s with authorization",
            "space s key x attributes y, int %s create 2 partitions");

    assertThat(texts)
        .allSatisfy(text ->
            assertThat(SpaceParser.parse(text.formatted(word)).schema().attributes())
                .contains(new Attribute(word, AttributeType.INT)));
  }

  @Test
  void unitsAndContainersNameAttributesBesideIndices() {
    assertThat(attributes("space s key k attributes day, set, int index"))
        .isEqualTo("string k, string day, string set, int index");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "space s key int                                          | string int",
        "space s key int int                                      | int int",
        "space s key int tolerate 2 failures                      | string int",
        "space s key int tolerate tolerate 2 failures             | int tolerate",
        "space s key int with with authorization                  | int with",
        "space s key int with authorization                       | string int",
        "space s key int attributes                               | int attributes",
        "space s key int attributes a                             | string int, string a",
        "space s key int attributes attributes                    | string int, string attributes",
        "space s key int attributes attributes a                  | int attributes, string a",
        "space s key string attributes int attributes             | string string, int attributes",
        "space s key k attributes int, int index                  | string k, string int, int index",
        "space s key k attributes float, int                      | string k, string float, string int",
        "space s key k attributes int index index index           | string k, int index",
        "space s key k attributes int index int                   | string k, string int",
        "space s key k attributes int subspace int                | string k, string int",
        "space s key k attributes int subspace subspace subspace  | string k, int subspace",
        "space s key k attributes index, int subspace index       | string k, string index, string int",
        "space s key k attributes index, int subspace index index int | string k, string index, string int",
        "space s key k attributes int create create 1 partition   | string k, int create",
        "space s key k attributes set, list(int) list            | string k, string set, list(int) list",
      })
  void aWordTypeIsATypeIfMoreOfTheTextCanBeReadThatWay(String text, String attributes) {
    assertThat(attributes(text)).isEqualTo(attributes);
  }

  private static String attributes(String text) {
    return String.join(
        ", ",
        SpaceParser.parse(text).schema().attributes().stream()
            .map(attribute -> attribute.type().description() + " " + attribute.name())
            .toList());
  }
}
