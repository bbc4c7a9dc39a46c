package org.hyperdex.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the text, the parser answers with a description or with an error inside the text. */
class SpaceParserFuzzTest {
  private static final int ROUNDS = 20_000;
  private static final String[] ODDITIES = {
    "\0",
    "\ufeff",
    "é",
    "😀",
    "\ud800",
    "#",
    "\n",
    "\r\n",
    "(",
    ")",
    ",",
    "__",
    "0",
    "99999999999999999999",
    "timestamp(",
    "int",
    "index",
    "subspace",
    "attributes",
    " ",
    "\t",
    "\u2028",
    "tolerate 1"
  };

  @Test
  @Timeout(60)
  void aMutatedTextIsADescriptionOrAnErrorInsideTheText() {
    RandomGenerator random = RandomGeneratorFactory.getDefault().create(7);
    int valid = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String text = mutated(random, SpaceText.of(Descriptions.random(random)));
      valid += isValid(text) ? 1 : 0;
    }

    assertThat(valid).as("valid texts of %d", ROUNDS).isBetween(ROUNDS / 100, ROUNDS / 2);
  }

  @Test
  @Timeout(60)
  void randomCharactersAreADescriptionOrAnErrorInsideTheText() {
    RandomGenerator random = RandomGeneratorFactory.getDefault().create(8);
    for (int i = 0; i < ROUNDS; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(random.nextInt(40), 0, 0x300).forEach(c -> text.append((char) c));
      isValid(text.toString());
    }
  }

  @Test
  void theLongestTextsTakeNoLongerThanTheirLengthWarrants() {
    int words = SpaceLimits.TEXT_CHARACTERS / 8;
    List<String> texts = new ArrayList<>();
    for (String repeated :
        List.of("int ", "int a, ", "index int ", "list(", "subspace ", "a,a\n", "(", "tolerate ")) {
      texts.add("space s key int attributes " + repeated.repeat(words));
      texts.add("space s key " + repeated.repeat(words));
    }

    Duration limit = Duration.ofSeconds(10);
    assertTimeout(limit, () -> texts.forEach(SpaceParserFuzzTest::isValid));
  }

  /** Whether {@code text} is valid; if not, the error must lie within it. */
  private static boolean isValid(String text) {
    try {
      SpaceDescription description = SpaceParser.parse(text);
      assertThat(SpaceParser.parse(SpaceText.of(description))).isEqualTo(description);
      return true;
    } catch (SpaceDescriptionException failure) {
      DescriptionError error = failure.error();
      String[] lines = text.split("\n", -1);
      assertThat(error.line()).isBetween(1, lines.length);
      String line = lines[error.line() - 1];
      assertThat(error.column()).isBetween(1, 1 + line.codePointCount(0, line.length()));
      assertThat(error.message()).isNotBlank();
      assertThat(failure.rendering()).startsWith(error.toString()).endsWith("^");
      return false;
    }
  }

  private static String mutated(RandomGenerator random, String original) {
    StringBuilder text = new StringBuilder(original);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), at + random.nextInt(8));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, to);
        case 1 -> text.insert(at, ODDITIES[random.nextInt(ODDITIES.length)]);
        case 2 -> text.insert(at, text.substring(at, to));
        default -> text.insert(at, (char) random.nextInt(0x180));
      }
    }
    return text.toString();
  }
}
