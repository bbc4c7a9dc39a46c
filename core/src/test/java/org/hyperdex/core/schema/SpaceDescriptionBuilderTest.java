package org.hyperdex.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.TimestampUnit;
import org.junit.jupiter.api.Test;

/** A program describes spaces under the rules of the text. */
class SpaceDescriptionBuilderTest {

  @Test
  void aProgramSaysWhatATextSays() {
    SpaceDescription description =
        SpaceDescription.builder("s")
            .key("k", AttributeType.INT)
            .attribute("a", AttributeType.STRING)
            .attribute("t", new AttributeType.Timestamp(TimestampUnit.DAY))
            .subspace("t", "a")
            .index("t")
            .tolerate(2)
            .partitions(5)
            .authorization()
            .build();

    assertThat(description)
        .isEqualTo(
            SpaceParser.parse(
                "space s key int k attributes a, timestamp(day) t subspace t, a index t"
                    + " tolerate 2 failures create 5 partitions with authorization"));
  }

  @Test
  void whatAProgramSaysIsCheckedAndHasNoPosition() {
    assertThat(rule(() -> SpaceDescription.builder("9"))).isEqualTo(DescriptionRule.SPACE_NAME);
    assertThat(rule(() -> SpaceDescription.builder(""))).isEqualTo(DescriptionRule.SPACE_NAME);
    assertThat(rule(() -> SpaceDescription.builder("é"))).isEqualTo(DescriptionRule.SPACE_NAME);
    assertThat(rule(() -> builder().key("k k", AttributeType.INT)))
        .isEqualTo(DescriptionRule.KEY_NAME);
    assertThat(rule(() -> builder().key("k", AttributeType.DOCUMENT)))
        .isEqualTo(DescriptionRule.KEY_TYPE);
    assertThat(rule(() -> keyed().attribute("k", AttributeType.INT)))
        .isEqualTo(DescriptionRule.ATTRIBUTE_IS_KEY);
    assertThat(rule(() -> keyed().attribute("a", AttributeType.INT)))
        .isEqualTo(DescriptionRule.ATTRIBUTE_DUPLICATE);
    assertThat(rule(() -> keyed().subspace())).isEqualTo(DescriptionRule.SUBSPACE_EMPTY);
    assertThat(rule(() -> keyed().index("k"))).isEqualTo(DescriptionRule.INDEX_ON_KEY);
    assertThat(rule(() -> keyed().partitions(-1))).isEqualTo(DescriptionRule.PARTITIONS_ZERO);
    assertThat(rule(() -> keyed().tolerate(-1))).isEqualTo(DescriptionRule.FAULT_TOLERANCE);
    assertThat(rule(() -> keyed().subspace("a").subspace("b").partitions(65536).build()))
        .isEqualTo(DescriptionRule.TOO_MANY_REGIONS);
  }

  @Test
  void aRefusedSubspaceLeavesNothingBehind() {
    SpaceDescriptionBuilder builder = keyed();

    assertThat(rule(() -> builder.subspace("a", "x")))
        .isEqualTo(DescriptionRule.SUBSPACE_ATTRIBUTE_UNKNOWN);
    assertThat(builder.subspace("b").build().subspaces()).containsExactly(List.of(2));
  }

  @Test
  void theKeyComesFirstAndOnce() {
    assertThatIllegalStateException().isThrownBy(() -> builder().attribute("a", AttributeType.INT));
    assertThatIllegalStateException().isThrownBy(() -> builder().build());
    assertThatIllegalStateException().isThrownBy(() -> keyed().key("l", AttributeType.INT));
  }

  @Test
  void noInvalidDescriptionCanBeConstructed() {
    Schema schema = keyed().build().schema();

    assertThat(rule(() -> described(schema, List.of(List.of(1)), List.of())))
        .isEqualTo(DescriptionRule.INDEX_MISSING);
    assertThat(rule(() -> described(schema, List.of(List.of(0)), List.of())))
        .isEqualTo(DescriptionRule.SUBSPACE_ATTRIBUTE_UNKNOWN);
    assertThat(rule(() -> described(schema, List.of(List.of(7)), List.of())))
        .isEqualTo(DescriptionRule.SUBSPACE_ATTRIBUTE_UNKNOWN);
    assertThat(rule(() -> described(schema, List.of(List.of()), List.of())))
        .isEqualTo(DescriptionRule.SUBSPACE_EMPTY);
    assertThat(rule(() -> described(schema, List.of(), List.of(-1))))
        .isEqualTo(DescriptionRule.INDEX_ATTRIBUTE_UNKNOWN);
    assertThat(described(schema, List.of(List.of(2)), List.of(1, 2)).indices())
        .containsExactly(1, 2);
  }

  private static SpaceDescription described(
      Schema schema, List<List<Integer>> subspaces, List<Integer> indices) {
    return new SpaceDescription("s", schema, subspaces, indices, 1, 64, false);
  }

  private static SpaceDescriptionBuilder builder() {
    return SpaceDescription.builder("s");
  }

  private static SpaceDescriptionBuilder keyed() {
    return builder()
        .key("k", AttributeType.STRING)
        .attribute("a", AttributeType.STRING)
        .attribute("b", AttributeType.INT);
  }

  private static DescriptionRule rule(Runnable action) {
    SpaceDescriptionException failure = Failures.of(action::run);
    assertThat(failure.error().hasPosition()).isFalse();
    assertThat(failure.rendering()).isEqualTo(failure.error().message());
    return failure.error().rule();
  }
}
