package org.hyperdex.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.hyperdex.core.schema.AttributePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a.b",
        "a[3]",
        "a.b[2].c[0]",
        "[3]",
        "[0][-1].x",
        "a\\.b.c\\[d\\\\",
        "naïve.日本",
        "a b"
      })
  void aPathIsReadAndWritten(String text) {
    assertThat(DocumentPath.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        "a.",
        ".a",
        "a..b",
        "a.[3]",
        "a[3]b",
        "a[",
        "a[]",
        "a[x]",
        "a[1.5]",
        "a[0x1]",
        "a[--1]",
        "a[99999999999]",
        "a\\",
        "a\\b",
        "\uD800"
      })
  void whatIsNoPathIsRefused(String text) {
    assertThatThrownBy(() -> DocumentPath.parse(text)).isInstanceOf(ValueException.class);
  }

  @Test
  void aNameThatCannotBeWrittenIsRefused() {
    for (Bytes name : List.of(Bytes.EMPTY, Bytes.wrap(new byte[] {(byte) 0xff}))) {
      assertThatThrownBy(() -> new DocumentPath.Member(name)).isInstanceOf(ValueException.class);
    }
  }

  @Test
  void noPathIsDeeperThanADocument() {
    String deepest = "a.".repeat(DocumentCodec.MAX_DEPTH - 1) + "a";
    assertThat(DocumentPath.parse(deepest).steps()).hasSize(DocumentCodec.MAX_DEPTH);
    assertThatThrownBy(() -> DocumentPath.parse(deepest + ".a"))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("steps");
    assertThatThrownBy(() -> DocumentPath.parse(deepest + ".a".repeat(1_000_000)))
        .isInstanceOf(ValueException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "a, a, ''",
    "a.b.c, a, b.c",
    "a[3], a, [3]",
    "a[3].b, a, [3].b",
  })
  void whatFollowsTheAttributesNameIsThePath(String text, String attribute, String path) {
    AttributePath parsed = AttributePath.parse(text);
    assertThat(parsed).isEqualTo(new AttributePath(attribute, DocumentPath.parse(path)));
    assertThat(parsed.text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.", "a.[3]", "a[3", "a..b"})
  void anAttributeWithHalfAPathIsRefused(String text) {
    assertThatThrownBy(() -> AttributePath.parse(text)).isInstanceOf(ValueException.class);
  }

  @Test
  void everyPlaceOfADocumentIsFoundAndNoOther() {
    int found = 0;
    for (int seed = 0; seed < 2_000; seed++) {
      Json json = new Values(seed).json();
      byte[] array = DocumentCodec.encode(json).array();
      found += everyPlaceIsFound(seed, array, new ArrayList<>(), json);
      assertThat(DocumentBytes.end(array, 0)).isEqualTo(array.length);
    }
    assertThat(found).isGreaterThan(5_000);
  }

  private static int everyPlaceIsFound(
      int seed, byte[] array, List<DocumentPath.Step> steps, Json json) {
    int start = new DocumentPath(steps).find(array, 0);
    assertThat(start).as("seed %d: %s", seed, steps).isNotNegative();
    assertThat(Bytes.wrap(Arrays.copyOfRange(array, start, DocumentBytes.end(array, start))))
        .as("seed %d: %s", seed, steps)
        .isEqualTo(DocumentCodec.encode(json));
    int found = 1;
    List<DocumentPath.Step> absent = new ArrayList<>();
    switch (json) {
      case Json.Obj object -> {
        assertThat(DocumentBytes.count(array, start)).isEqualTo(object.members().size());
        for (String name : object.members().keySet()) {
          if (name.isEmpty()) {
            continue;
          }
          steps.add(new DocumentPath.Member(Bytes.utf8(name)));
          found += everyPlaceIsFound(seed, array, steps, object.members().get(name));
          steps.removeLast();
        }
        absent.add(new DocumentPath.Member(Bytes.utf8("not there")));
        absent.add(new DocumentPath.Element(0));
      }
      case Json.Array elements -> {
        int size = elements.elements().size();
        assertThat(DocumentBytes.count(array, start)).isEqualTo(size);
        for (int i = 0; i < size; i++) {
          for (int index : new int[] {i, i - size}) {
            steps.add(new DocumentPath.Element(index));
            found += everyPlaceIsFound(seed, array, steps, elements.elements().get(i));
            steps.removeLast();
          }
        }
        absent.add(new DocumentPath.Element(size));
        absent.add(new DocumentPath.Element(-size - 1));
        absent.add(new DocumentPath.Element(Integer.MAX_VALUE));
        absent.add(new DocumentPath.Element(Integer.MIN_VALUE));
        absent.add(new DocumentPath.Member(Bytes.utf8("0")));
      }
      default -> {
        absent.add(new DocumentPath.Member(Bytes.utf8("a")));
        absent.add(new DocumentPath.Element(0));
      }
    }
    for (DocumentPath.Step step : absent) {
      steps.add(step);
      assertThat(new DocumentPath(steps).find(array, 0))
          .as("seed %d: %s", seed, steps)
          .isEqualTo(-1);
      steps.removeLast();
    }
    return found;
  }

  @Test
  void orderedBytesHaveTheOrderOfNumbersAndStrings() {
    for (int seed = 0; seed < 20_000; seed++) {
      Values values = new Values(seed);
      Json a = values.json();
      Json b = values.below(4) == 0 ? a : values.json();
      byte[] first = DocumentCodec.encode(a).array();
      byte[] second = DocumentCodec.encode(b).array();
      int comparison = DocumentBytes.ordered(first, 0).compareTo(DocumentBytes.ordered(second, 0));
      String what = "seed %d: %s and %s".formatted(seed, a, b);
      assertThat(comparison == 0).as(what).isEqualTo(a.equals(b));
      if (DocumentBytes.isOrdered(first, 0) && DocumentBytes.sameType(first, 0, second, 0)) {
        assertThat(Integer.signum(DocumentBytes.compare(first, 0, second, 0)))
            .as(what)
            .isEqualTo(Integer.signum(comparison))
            .isEqualTo(Integer.signum(ValueModel.compare(scalar(a), scalar(b))));
      }
    }
  }

  private static Value scalar(Json json) {
    return switch (json) {
      case Json.Int number -> new Value.Int(number.value());
      case Json.Real number -> new Value.Float(number.value());
      case Json.Text text -> Value.Text.of(text.value());
      default -> throw new AssertionError(json);
    };
  }

  @Test
  void theDeepestPlaceIsFound() {
    Json json = new Json.Int(1);
    for (int i = 0; i < DocumentCodec.MAX_DEPTH; i++) {
      json = new Json.Array(List.of(json));
    }
    DocumentPath path =
        new DocumentPath(Collections.nCopies(DocumentCodec.MAX_DEPTH, new DocumentPath.Element(0)));
    byte[] array = DocumentCodec.encode(json).array();
    assertThat(DocumentBytes.integer(array, path.find(array, 0))).isEqualTo(1);
  }
}
