package org.hyperdex.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** The canonical text says everything a description holds, always in the same way. */
class SpaceTextTest {
  private static final int ROUNDS = 5_000;

  @Test
  void theCanonicalTextIsWrittenInFull() {
    SpaceDescription description =
        SpaceParser.parse(
            "space s key int k with authorization # comment\n" + "create 2 partitions");

    assertThat(SpaceText.of(description))
        .isEqualTo(
            """
            space s
            key int k
            tolerate 1 failures
            create 2 partitions
            with authorization\
            """);
  }

  @Test
  void indicesThatFollowFromSubspacesAreLeftOut() {
    assertThat(
            SpaceText.of(
                SpaceParser.parse(
                    "space s key k attributes a, int64 b, map(int,string) c"
                        + " subspace b, a index c index a")))
        .isEqualTo(
            """
            space s
            key string k
            attributes
              string a,
              int b,
              map(int, string) c
            subspace b, a
            index c
            tolerate 1 failures
            create 64 partitions\
            """);
  }

  @Test
  void parsingTheCanonicalTextGivesAnEqualDescription() {
    RandomGenerator random = RandomGeneratorFactory.getDefault().create(42);
    for (int i = 0; i < ROUNDS; i++) {
      SpaceDescription description = Descriptions.random(random);
      String text = SpaceText.of(description);

      assertThat(SpaceParser.parse(text)).as(text).isEqualTo(description);
      assertThat(SpaceParser.parse(text.replace('\n', ' '))).as(text).isEqualTo(description);
    }
  }
}
