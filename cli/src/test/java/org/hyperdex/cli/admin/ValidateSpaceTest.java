package org.hyperdex.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hyperdex.cli.Clusters;
import org.hyperdex.cli.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code validate-space}: descriptions are read as they are and judged without a cluster. */
class ValidateSpaceTest {
  @TempDir private Path folder;

  private static Run validate(String text, String... flags) {
    String[] arguments = new String[flags.length + 1];
    arguments[0] = "validate-space";
    System.arraycopy(flags, 0, arguments, 1, flags.length);
    return new Run.Surroundings().input(text).run(arguments);
  }

  @Test
  void aValidDescriptionIsPassedInSilence() {
    assertThat(validate(Clusters.PHONEBOOK)).isEqualTo(new Run(0, "", ""));
  }

  @Test
  void commentsEndWithTheirLine() {
    assertThat(
            validate(
                """
                # people
                space phonebook # by name
                key username
                """))
        .isEqualTo(new Run(0, "", ""));
  }

  @Test
  void anErrorHasLineColumnRuleAndACaret() {
    Run run =
        validate(
            """
            space phonebook
            key username
            attributes first, last
            subspace first, lost
            """);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .containsExactly(
            "invalid hyperspace: line 4, column 17: cannot add \"lost\" to the subspace: there is"
                + " no attribute of this name [subspace-attribute-unknown]",
            "subspace first, lost",
            "                ^");
  }

  @Test
  void anEmptyInputIsNoDescription() {
    Run run = validate("");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .startsWith("invalid hyperspace: line 1, column 1: ")
        .endsWith("[syntax]");
  }

  @Test
  void programsGetTheCanonicalTextOrThePlace() {
    Run valid = validate("space s key k", "--output", "json");
    assertThat(valid.json().get("valid").booleanValue()).isTrue();
    assertThat(valid.json().get("description").stringValue()).startsWith("space s\nkey string k");
    Run invalid = validate("space s\nkey k attributes k", "--output", "json");
    assertThat(invalid.exitCode()).isEqualTo(1);
    assertThat(invalid.jsonError().get("error").stringValue()).isEqualTo("INVALID_SPACE");
    assertThat(invalid.jsonError().get("line").intValue()).isEqualTo(2);
    assertThat(invalid.jsonError().get("column").intValue()).isEqualTo(18);
    assertThat(invalid.jsonError().get("rule").stringValue()).isEqualTo("attribute-is-key");
  }

  @Test
  void aFileCanBeGiven() throws IOException {
    Path file = Files.writeString(folder.resolve("phonebook.space"), Clusters.PHONEBOOK);
    assertThat(validate("not looked at", "--file", file.toString())).isEqualTo(new Run(0, "", ""));
  }

  @Test
  void aMissingFileIsNamed() {
    Run run = validate("", "--file", "no-such-file");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .containsExactly("could not validate space: there is no file no-such-file");
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    Run run =
        new Run.Surroundings().input(new byte[] {'s', (byte) 0xff, ' '}).run("validate-space");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .containsExactly("could not validate space: the description is not UTF-8 text");
  }
}
