package org.hyperdex.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A text in which {@code ▸} stands before the place of its first error. */
record MarkedText(String marked) {
  private static final String MARK = "▸";

  String text() {
    return marked.replace(MARK, "");
  }

  /** Parses the text and demands that it fails at the mark. */
  DescriptionError mustViolate(DescriptionRule rule) {
    assertThat(marked).as("a text with one mark").containsOnlyOnce(MARK);
    SpaceDescriptionException failure =
        catchThrowableOfType(SpaceDescriptionException.class, () -> SpaceParser.parse(text()));
    assertThat(failure).as("the failure of: %s", text()).isNotNull();
    String[] linesBefore = marked.substring(0, marked.indexOf(MARK)).split("\n", -1);
    String lastLine = linesBefore[linesBefore.length - 1];
    assertThat(failure.error())
        .usingRecursiveComparison()
        .ignoringFields("message")
        .as("%s", failure.rendering())
        .isEqualTo(
            new DescriptionError(
                rule, linesBefore.length, 1 + lastLine.codePointCount(0, lastLine.length()), ""));
    return failure.error();
  }
}
