package org.hyperdex.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hyperdex.core.schema.DescriptionRule.*;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of the language is reported by its own name, where the text violates it. */
class DescriptionRuleTest {
  private static final String LONGEST_NAME = "n".repeat(SpaceLimits.NAME_BYTES);

  record Violation(DescriptionRule rule, String marked) {}

  private static Violation violation(DescriptionRule rule, String marked) {
    return new Violation(rule, marked);
  }

  static List<Violation> violations() {
    return Stream.of(rulesOfNames(), rulesOfSubspaces(), rulesOfOptions(), rulesOfCharacters())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Violation> rulesOfNames() {
    return List.of(
        violation(SPACE_NAME, "space ▸__ key k"),
        violation(SPACE_NAME, "space ▸__x key __k"),
        violation(KEY_NAME, "space s\nkey ▸__k attributes __a"),
        violation(KEY_NAME, "space s key int ▸__k"),
        violation(KEY_TYPE, "space s key ▸document k"),
        violation(KEY_TYPE, "space s key ▸list(int) __k"),
        violation(KEY_TYPE, "space s key ▸set ( float ) k"),
        violation(KEY_TYPE, "space s\n\tkey ▸map(string, int) k"),
        violation(ATTRIBUTE_NAME, "space s key k attributes a, ▸__secret"),
        violation(ATTRIBUTE_NAME, "space s key k attributes float ▸__"),
        violation(ATTRIBUTE_DUPLICATE, "space s key k attributes a,\n b,\n  ▸a, a"),
        violation(ATTRIBUTE_DUPLICATE, "space s key k attributes int a, string ▸a"),
        violation(ATTRIBUTE_DUPLICATE, "space s key k attributes int, int ▸int"),
        violation(ATTRIBUTE_IS_KEY, "space s key k attributes a, int ▸k"),
        violation(NAME_TOO_LONG, "space ▸n" + LONGEST_NAME + " key k"),
        violation(NAME_TOO_LONG, "space s key ▸n" + LONGEST_NAME),
        violation(NAME_TOO_LONG, "space s key k attributes ▸n" + LONGEST_NAME),
        violation(
            TOO_MANY_ATTRIBUTES,
            "space s key k attributes " + names(SpaceLimits.ATTRIBUTES) + ", ▸oneMore, another"));
  }

  private static List<Violation> rulesOfSubspaces() {
    String attributes = "space s key k attributes a, int b, list(int) l, document d\n";
    return List.of(
        violation(SUBSPACE_ATTRIBUTE_UNKNOWN, attributes + "subspace a, ▸x"),
        violation(SUBSPACE_ATTRIBUTE_UNKNOWN, attributes + "subspace ▸k"),
        violation(SUBSPACE_ATTRIBUTE_UNKNOWN, attributes + "subspace ▸A"),
        violation(SUBSPACE_ATTRIBUTE_TYPE, attributes + "subspace a, ▸l"),
        violation(SUBSPACE_ATTRIBUTE_TYPE, attributes + "subspace ▸d, x"),
        violation(SUBSPACE_ATTRIBUTE_DUPLICATE, attributes + "subspace a, b, ▸a"),
        violation(SUBSPACE_DUPLICATE, attributes + "subspace a, b subspace b\n▸subspace a, b"),
        violation(
            TOO_MANY_DIMENSIONS,
            "space s key k attributes "
                + names(SpaceLimits.DIMENSIONS)
                + ", x subspace "
                + names(SpaceLimits.DIMENSIONS)
                + ", ▸x"),
        violation(
            TOO_MANY_SUBSPACES,
            "space s key k attributes "
                + names(SpaceLimits.SUBSPACES)
                + ", x subspace "
                + names(SpaceLimits.SUBSPACES).replace(",", " subspace")
                + " ▸subspace x"),
        violation(INDEX_ON_KEY, attributes + "index ▸k"),
        violation(INDEX_ATTRIBUTE_UNKNOWN, attributes + "index a index ▸x"),
        violation(INDEX_ATTRIBUTE_TYPE, attributes + "index ▸d"),
        violation(INDEX_DUPLICATE, attributes + "index a index l index ▸a"));
  }

  private static List<Violation> rulesOfOptions() {
    return List.of(
        violation(PARTITIONS_ZERO, "space s key k create ▸0 partitions"),
        violation(PARTITIONS_ZERO, "space s key k create ▸0 partitions create 8 partitions"),
        violation(TOO_MANY_PARTITIONS, "space s key k create ▸65537 partitions"),
        violation(TOO_MANY_PARTITIONS, "space s key k create ▸4294967296 partitions"),
        violation(
            TOO_MANY_REGIONS,
            "space s key k attributes a, b subspace a subspace b create 7 partitions\n"
                + "create ▸65536 partitions tolerate 1 failures"),
        violation(FAULT_TOLERANCE, "space s key k tolerate ▸9 failures"),
        violation(NUMBER_OVERFLOW, "space s key k tolerate ▸9223372036854775808 failures"),
        violation(NUMBER_OVERFLOW, "space s key k create ▸99999999999999999999 partitions"),
        violation(FAULT_TOLERANCE, "space s key k tolerate ▸9223372036854775807 failures"));
  }

  private static List<Violation> rulesOfCharacters() {
    return List.of(
        violation(ILLEGAL_CHARACTER, "▸\ufeffspace s key k"),
        violation(ILLEGAL_CHARACTER, "space s key k attributes caf▸é"),
        violation(ILLEGAL_CHARACTER, "space s key k # 😀 é\nattributes ▸😀"),
        violation(ILLEGAL_CHARACTER, "space s key k▸\0attributes v"),
        violation(ILLEGAL_CHARACTER, "space s key k # 😀 a ▸\0"),
        violation(ILLEGAL_CHARACTER, "space s key k # a▸\033[31m"),
        violation(ILLEGAL_CHARACTER, "space s▸\u00a0key k"),
        violation(ILLEGAL_CHARACTER, "space s key k▸\ud800"),
        violation(ILLEGAL_CHARACTER, "space s key k▸\ufffd"),
        violation(ILLEGAL_CHARACTER, "space s key k▸\u007f"),
        violation(
            TEXT_TOO_LONG, "space s key k\n" + " ".repeat(SpaceLimits.TEXT_CHARACTERS - 14) + "▸ "),
        violation(SYNTAX, "▸"),
        violation(SYNTAX, "▸   \n# nothing\n"));
  }

  @ParameterizedTest
  @MethodSource("violations")
  void aViolationIsReportedWhereItIs(Violation violation) {
    new MarkedText(violation.marked()).mustViolate(violation.rule());
  }

  @Test
  void everyRuleATextCanViolateIsAmongTheExamples() {
    Set<DescriptionRule> shown =
        violations().stream().map(Violation::rule).collect(Collectors.toSet());

    assertThat(EnumSet.complementOf(EnumSet.copyOf(shown)))
        .containsExactlyInAnyOrder(SUBSPACE_EMPTY, INDEX_MISSING, AUTHORIZATION);
  }

  @Test
  void aSpaceThatAsksForProtectionIsNotAdded() {
    String text = "space s key k with authorization";

    assertThat(SpaceParser.parse(text).authorization()).isTrue();
    assertThatExceptionOfType(SpaceDescriptionException.class)
        .isThrownBy(() -> SpaceParser.parseNew(text))
        .satisfies(refused -> assertThat(refused.error().rule()).isEqualTo(AUTHORIZATION));
  }

  @Test
  void rulesHaveDistinctIdsInKebabCase() {
    assertThat(DescriptionRule.values())
        .extracting(DescriptionRule::id)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[a-z]+(-[a-z]+)*"));
  }

  @Test
  void whatIsExactlyAtALimitIsAccepted() {
    String attributes =
        "space s key k attributes " + names(SpaceLimits.ATTRIBUTES - 1) + ", " + LONGEST_NAME;
    String subspaces = " subspace " + names(SpaceLimits.SUBSPACES - 1).replace(",", " subspace");
    String widest = " subspace " + names(SpaceLimits.DIMENSIONS);

    SpaceDescription description =
        SpaceParser.parse(attributes + subspaces + widest + " tolerate 8 failures");

    assertThat(description.schema().size()).isEqualTo(1 + SpaceLimits.ATTRIBUTES);
    assertThat(description.subspaces()).hasSize(SpaceLimits.SUBSPACES);
    assertThat(description.subspaces().getLast()).hasSize(SpaceLimits.DIMENSIONS);
    assertThat(
            SpaceParser.parse("space s key k attributes a subspace a create 65536 partitions")
                .partitions())
        .isEqualTo(65536);
    assertThat(
            SpaceParser.parse(
                "space s key k"
                    + " ".repeat(SpaceLimits.TEXT_CHARACTERS - "space s key k".length())))
        .isNotNull();
  }

  @Test
  void onlyTheFirstOfSeveralErrorsIsReported() {
    new MarkedText("space ▸__s key document __k attributes __a subspace x create 0 partitions é")
        .mustViolate(SPACE_NAME);
    new MarkedText("space s key ▸document __k attributes __a subspace x create 0 partitions é")
        .mustViolate(KEY_TYPE);
    new MarkedText("space s key k attributes a, ▸a é").mustViolate(ATTRIBUTE_DUPLICATE);
    new MarkedText("space s key k attributes a ▸b, a é").mustViolate(SYNTAX);
    new MarkedText("space s key k create ▸0 apples").mustViolate(PARTITIONS_ZERO);
    new MarkedText("space s key k create 1 ▸apples create 0 partitions").mustViolate(SYNTAX);
  }

  @Test
  void whereBothReadingsOfAWordFailAtTheSamePlaceItIsAType() {
    new MarkedText("space s key ▸document tolerate x").mustViolate(KEY_TYPE);
    new MarkedText("space s key k attributes index, int ▸index 5").mustViolate(ATTRIBUTE_DUPLICATE);
  }

  private static String names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "a" + i).collect(Collectors.joining(", "));
  }
}
