package org.hyperdex.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** An error shows the line and points at the column. */
class RenderingTest {

  @Test
  void theCaretStandsUnderTheColumn() {
    assertThat(rendering("space s\nkey k\r\n\tattributes a, a\r\ncreate 8 partitions"))
        .isEqualTo(
            """
            line 3, column 16: cannot create attribute "a": there is already an attribute of this name
             attributes a, a
                           ^\
            """);
  }

  @Test
  void whatIsMissingAtTheEndIsPointedOutAfterTheLastWord() {
    assertThat(rendering("space s key # and so on\n\n"))
        .isEqualTo(
            """
            line 1, column 12: expected the name of the key, but the text ends here
            space s key # and so on
                       ^\
            """);
  }

  @Test
  void aLongLineIsCutAroundTheCaret() {
    String rendering = rendering("space s key k attributes " + "a, ".repeat(1000));

    String[] lines = rendering.split("\n", -1);
    assertThat(lines[1]).hasSizeLessThan(120).contains("a, a");
    assertThat(lines[2].indexOf('^')).isEqualTo(lines[2].length() - 1);
    assertThat(lines[1].charAt(lines[2].length() - 1)).isEqualTo('a');
  }

  @Test
  void charactersThatWouldMoveTheCaretOrTheTerminalAreReplaced() {
    assertThat(rendering("space\ts # \u202e😀\u200b\033[31m"))
        .isEqualTo(
            """
            line 1, column 14: control character (U+001B)
            space s # \ufffd😀\ufffd\ufffd[31m
                         ^\
            """);
  }

  @Test
  void aLongWordIsCutInTheMessage() {
    assertThat(Failures.of(() -> SpaceParser.parse("x".repeat(100_000))).error().message())
        .hasSizeLessThan(100);
  }

  @Test
  void theMessageSaysWhatToDo() {
    assertThat(message("space s key k attributes timestamp t")).contains("as in timestamp(day)");
    assertThat(message("space s key k attributes integer i")).contains("\"integer\" is not a type");
    assertThat(message("space s key k subspace a")).contains("needs 'attributes' before it");
    assertThat(message("space s key k attributes a index a subspace a"))
        .contains("subspaces come first");
    assertThat(message("\ufeffspace s key k")).contains("byte order mark", "U+FEFF");
    assertThat(message("space caf\u00e9 key k")).contains("\"é\" (U+00E9)", "ASCII");
    assertThat(message("space s key k\0")).contains("NUL");
  }

  private static String rendering(String text) {
    return Failures.of(() -> SpaceParser.parse(text)).rendering();
  }

  private static String message(String text) {
    return Failures.of(() -> SpaceParser.parse(text)).error().message();
  }
}
