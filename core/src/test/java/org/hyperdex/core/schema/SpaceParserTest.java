package org.hyperdex.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hyperdex.core.schema.DescriptionRule.SYNTAX;

import java.util.List;
import java.util.stream.Stream;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.TimestampUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a text says is what the description holds. */
class SpaceParserTest {
  private static final String PHONEBOOK =
      """
      space phonebook
      key username
      attributes first, last, int phone
      subspace first, last, phone
      create 8 partitions
      tolerate 2 failures
      """;

  @Test
  void theTutorialsPhonebookIsReadAsItSays() {
    assertThat(SpaceParser.parse(PHONEBOOK))
        .isEqualTo(
            new SpaceDescription(
                "phonebook",
                new Schema(
                    List.of(
                        new Attribute("username", AttributeType.STRING),
                        new Attribute("first", AttributeType.STRING),
                        new Attribute("last", AttributeType.STRING),
                        new Attribute("phone", AttributeType.INT))),
                List.of(List.of(1, 2, 3)),
                List.of(1, 2, 3),
                2,
                8,
                false));
  }

  @Test
  void whatIsNotSaidHasItsDefault() {
    SpaceDescription description = SpaceParser.parse("space s key k");

    assertThat(description.schema())
        .isEqualTo(new Schema(List.of(new Attribute("k", AttributeType.STRING))));
    assertThat(description.subspaces()).isEmpty();
    assertThat(description.indices()).isEmpty();
    assertThat(description.faultTolerance()).isEqualTo(1);
    assertThat(description.partitions()).isEqualTo(64);
    assertThat(description.authorization()).isFalse();
  }

  @Test
  void everyTypeCanBeDeclared() {
    List<AttributeType> types = everyType();
    StringBuilder text = new StringBuilder("space s key k attributes ");
    for (int i = 0; i < types.size(); i++) {
      text.append(i == 0 ? "" : ",").append(types.get(i).description()).append(" a").append(i);
    }

    assertThat(SpaceParser.parse(text.toString()).schema().attributes().stream().skip(1))
        .extracting(Attribute::type)
        .isEqualTo(types);
  }

  @Test
  void everyTypeIsParsedFromItsDescription() {
    assertThat(everyType())
        .allSatisfy(type -> assertThat(AttributeTypes.parse(type.description())).isEqualTo(type));
    assertThat(AttributeTypes.parse(" map ( int64,string )# comment"))
        .isEqualTo(AttributeTypes.parse("map(int, string)"));
  }

  private static List<AttributeType> everyType() {
    List<AttributeType.Primitive> primitives = List.of(AttributeType.Primitive.values());
    return Stream.of(
            primitives.stream(),
            Stream.of(AttributeType.DOCUMENT),
            Stream.of(TimestampUnit.values()).map(AttributeType.Timestamp::new),
            primitives.stream().map(AttributeType.ListOf::new),
            primitives.stream().map(AttributeType.SetOf::new),
            primitives.stream()
                .flatMap(
                    key -> primitives.stream().map(value -> new AttributeType.MapOf(key, value))))
        .flatMap(stream -> stream)
        .map(AttributeType.class::cast)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "integer",
        "int int",
        "timestamp",
        "timestamp()",
        "timestamp(year)",
        "list",
        "list(document)",
        "list(list(int))",
        "list(timestamp(day))",
        "set(int, int)",
        "map(int)",
        "map(int,)",
        "map(int, document)",
        "list(int",
        "(int)",
        "INT"
      })
  void whatIsNotATypeIsRefused(String text) {
    assertThat(Failures.of(() -> AttributeTypes.parse(text)).error().rule()).isEqualTo(SYNTAX);
  }

  @Test
  void anOptionMayBeRepeatedInAnyOrderAndTheLastCounts() {
    SpaceDescription description =
        SpaceParser.parse(
            "space s key k create 1 partition with authorization tolerate 0 failure"
                + " create 5 partitions tolerate 3 failures with authorization");

    assertThat(description.partitions()).isEqualTo(5);
    assertThat(description.faultTolerance()).isEqualTo(3);
    assertThat(description.authorization()).isTrue();
  }

  @Test
  void aNumberMayBeGluedToTheWordAfterItAndHaveLeadingZeros() {
    assertThat(SpaceParser.parse("space s key k create 0008partitions").partitions()).isEqualTo(8);
  }

  @Test
  void attributesOfSubspacesAreIndexedAfterThoseDeclared() {
    SpaceDescription description =
        SpaceParser.parse(
            "space s key k attributes a, b, c, list(int) d subspace c, b subspace b, a"
                + " index d index b");

    assertThat(description.subspaces()).containsExactly(List.of(3, 2), List.of(2, 1));
    assertThat(description.indices()).containsExactly(4, 2, 1, 3);
  }

  @Test
  void theSameAttributesInAnotherOrderAreAnotherSubspace() {
    assertThat(
            SpaceParser.parse("space s key k attributes a, b subspace a, b subspace b, a")
                .subspaces())
        .hasSize(2);
  }

  @Test
  void commentsGoToTheEndOfTheLineOrOfTheText() {
    assertThat(
            SpaceParser.parse(
                "# Ein Büchlein ☎\nspace#comment\ns # key x\r\n\tkey k#\nattributes a#,b\n,c # é"))
        .isEqualTo(SpaceParser.parse("space s key k attributes a, c"));
  }

  static List<MarkedText> syntaxErrors() {
    return Stream.of(
            "▸Space s key k",
            "space▸",
            "space ▸1 key k",
            "space s▸",
            "space s ▸attributes a",
            "space s key▸",
            "space s key k ▸, a",
            "space s key k attributes▸",
            "space s key k attributes a,▸",
            "space s key k attributes a,▸,b",
            "space s key k attributes a ▸b",
            "space s key k attributes ▸8a",
            "space s key timestamp ▸k",
            "space s key k attributes timestamp(▸) a",
            "space s key k attributes timestamp(▸days) a",
            "space s key k attributes timestamp(day▸",
            "space s key k attributes ▸integer(day) a",
            "space s key k attributes list(▸timestamp(day)) a",
            "space s key k attributes list(▸list(int)) a",
            "space s key k attributes list(int▸, int) a",
            "space s key k attributes map(int▸) a",
            "space s key k attributes list(int)▸",
            "space s key k attributes list(int)▸, a",
            "space s key k ▸subspace a",
            "space s key k ▸index a",
            "space s key k attributes a subspace▸",
            "space s key k attributes a subspace a,▸",
            "space s key k attributes a index a▸, a",
            "space s key k attributes a index a▸.b",
            "space s key k attributes a index a ▸subspace a",
            "space s key k attributes a tolerate 1 failures ▸index a",
            "space s key k tolerate ▸failures",
            "space s key k tolerate▸",
            "space s key k tolerate ▸-1 failures",
            "space s key k tolerate 1▸",
            "space s key k tolerate 1▸.5 failures",
            "space s key k ▸tolerate2failures",
            "space s key k tolerate 1 ▸partitions",
            "space s key k create 1 ▸failures",
            "space s key k with▸",
            "space s key k with ▸Authorization",
            "space s key k attribute▸",
            "space s key k ▸primary_index k",
            "space s key k ▸;",
            "space s key k ▸space t key k",
            "space s key ▸\"k\"")
        .map(MarkedText::new)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("syntaxErrors")
  void whatTheGrammarDoesNotAllowIsASyntaxErrorWhereItStands(MarkedText text) {
    text.mustViolate(SYNTAX);
  }
}
