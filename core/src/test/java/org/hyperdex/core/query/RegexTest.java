package org.hyperdex.core.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.ValueException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTest {
  @ParameterizedTest
  @CsvSource({
    "b, abc, true",
    "^b, abc, false",
    "^a, abc, true",
    "b$, abc, false",
    "c$, abc, true",
    "'', abc, true",
    "a.c, abc, true",
    "B, abc, false",
    "(?i)B, abc, true",
    "a+b?[c-e]{1}, aac, true",
    "^(ab|c)+$, abcab, true",
    "^(ab|c)+$, abca, false",
    "\\., abc, false",
    "naïv., naïve, true",
    "^.$, 日, true",
    "^.$, 😀, true",
  })
  void anExpressionMatchesAnywhereUnlessItIsTied(String expression, String text, boolean matches) {
    assertThat(matches(expression, Bytes.utf8(text))).isEqualTo(matches);
  }

  @Test
  void aDotIsALineEndToo() {
    assertThat(matches("a.b", Bytes.utf8("a\nb"))).isTrue();
    assertThat(matches("(?-s)a.b", Bytes.utf8("a\nb"))).isFalse();
    assertThat(matches("a$", Bytes.utf8("a\nb"))).isFalse();
    assertThat(matches("(?m)a$", Bytes.utf8("a\nb"))).isTrue();
  }

  @Test
  void whatIsNoTextIsReadAsReplacementCharacters() {
    Bytes bytes = Bytes.wrap(new byte[] {'a', (byte) 0xff, (byte) 0xe6, (byte) 0x97, 'b'});
    assertThat(matches("^a..b$", bytes)).isTrue();
    assertThat(matches("^a\uFFFD\uFFFDb$", bytes)).isTrue();
    assertThat(matches("日", bytes)).isFalse();
  }

  @Test
  void anyBytesCanBeMatched() {
    Regex regex = Regex.of(Bytes.utf8("(a|\\x{1F600}|.)*$"));
    for (int seed = 0; seed < 2_000; seed++) {
      byte[] bytes = new byte[seed % 40];
      new SplittableRandom(seed).nextBytes(bytes);
      assertThat(regex.matches(bytes, 0, bytes.length)).as("seed %d", seed).isTrue();
    }
  }

  @Test
  void onlyTheGivenBytesAreMatched() {
    byte[] array = Bytes.utf8("xabcx").array();
    assertThat(Regex.of(Bytes.utf8("^abc$")).matches(array, 1, 4)).isTrue();
    assertThat(Regex.of(Bytes.utf8("x")).matches(array, 1, 4)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "a)", "[a", "*", "a{2,1}", "\\", "(?=a)", "(a)\\1", "a{1001}"})
  void whatIsNoExpressionIsRefusedWithAReason(String expression) {
    assertThatThrownBy(() -> Regex.of(Bytes.utf8(expression)))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("regular expression");
  }

  @Test
  void expressionsThatWouldCostTooMuchAreRefused() {
    for (String expression :
        new String[] {
          "a".repeat(Regex.MAX_CHARACTERS + 1),
          "((a{100}){100}){100}",
          "(.{900}){30}",
          "(" + ".{999}".repeat(100) + ")"
        }) {
      assertThatThrownBy(() -> Regex.of(Bytes.utf8(expression)))
          .as(expression)
          .isInstanceOf(ValueException.class);
    }
    assertThatThrownBy(() -> Regex.of(Bytes.wrap(new byte[] {(byte) 0xff})))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void theDeepestExpressionIsCompiledAndMatched() {
    int depth = Regex.MAX_CHARACTERS / 2 - 1;
    assertThat(matches("(".repeat(depth) + "a" + ")".repeat(depth), Bytes.utf8("xa"))).isTrue();
  }

  @Test
  void timeGrowsWithTheTextAndNotWithTheWaysToMatch() {
    Bytes text = Bytes.utf8("a".repeat(50_000));
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(8),
        () -> {
          assertThat(matches("(a*)*b", text)).isFalse();
          assertThat(matches("^(a|a)+$", text)).isTrue();
          assertThat(matches("^(a|aa)+b$", text)).isFalse();
        });
  }

  private static boolean matches(String expression, Bytes text) {
    return Regex.of(Bytes.utf8(expression)).matches(text.array(), 0, text.length());
  }
}
