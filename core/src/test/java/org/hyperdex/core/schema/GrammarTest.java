package org.hyperdex.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/**
 * The parser, which decides by looking ahead, reads everything the grammar can be made to derive.
 */
class GrammarTest {
  private static final int ROUNDS = 30_000;
  private static final List<String> TYPES =
      List.of("", "", "int", "string", "document", "list ( int )");
  private static final List<String> NAMES =
      List.of(
          "attributes",
          "subspace",
          "index",
          "tolerate",
          "with",
          "int",
          "string",
          "float",
          "list",
          "document",
          "a",
          "b");

  private final RandomGenerator random = RandomGeneratorFactory.getDefault().create(11);

  @Test
  void aTextIsReadIfTheGrammarHasAnyWayToReadItAndRefusedIfItHasNone() {
    int derivable = 0;
    int described = 0;
    for (int i = 0; i < ROUNDS; i++) {
      List<String> tokens = tokens();
      String text = String.join(" ", tokens);
      DescriptionRule rule = violated(text);
      if (AmbiguousGrammar.derives(tokens)) {
        derivable++;
        assertThat(rule).as(text).isNotEqualTo(DescriptionRule.SYNTAX);
      } else {
        assertThat(rule).as(text).isNotNull();
      }
      described += rule == null ? 1 : 0;
    }

    assertThat(derivable).as("derivable texts of %d", ROUNDS).isBetween(ROUNDS / 4, ROUNDS * 3 / 4);
    assertThat(described).as("valid texts of %d", ROUNDS).isGreaterThan(ROUNDS / 20);
  }

  private static DescriptionRule violated(String text) {
    try {
      SpaceParser.parse(text);
      return null;
    } catch (SpaceDescriptionException failure) {
      return failure.error().rule();
    }
  }

  /** A sentence of the grammar; of every two, one with a token removed, replaced or added. */
  private List<String> tokens() {
    List<String> tokens = new ArrayList<>(List.of(sentence().strip().split(" +")));
    if (random.nextBoolean()) {
      int at = random.nextInt(3, tokens.size());
      switch (random.nextInt(3)) {
        case 0 -> tokens.remove(at);
        case 1 -> tokens.set(at, Descriptions.pick(random, NAMES));
        default -> tokens.add(at, Descriptions.pick(random, NAMES));
      }
    }
    return tokens;
  }

  private String sentence() {
    StringBuilder text = new StringBuilder("space s key ").append(attribute());
    if (random.nextInt(4) > 0) {
      text.append(" attributes ").append(attribute());
      for (int i = random.nextInt(3); i > 0; i--) {
        text.append(" , ").append(attribute());
      }
      for (int i = random.nextInt(2); i > 0; i--) {
        text.append(" subspace ").append(name()).append(random.nextBoolean() ? " , a" : "");
      }
      for (int i = random.nextInt(2); i > 0; i--) {
        text.append(" index ").append(name());
      }
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      text.append(random.nextBoolean() ? " tolerate 1 failures" : " with authorization");
    }
    return text.toString();
  }

  private String attribute() {
    return Descriptions.pick(random, TYPES) + " " + name();
  }

  private String name() {
    return Descriptions.pick(random, NAMES);
  }
}
