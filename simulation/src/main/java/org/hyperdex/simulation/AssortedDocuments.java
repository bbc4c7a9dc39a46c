package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Json;

/**
 * Documents in which there is often the same kind of thing at the same place: a number at {@code n}
 * and {@code o.n}, a string at {@code s} and {@code o.s}, an array at {@code a} and {@code o.a}.
 */
final class AssortedDocuments {
  private static final List<DocumentPath> NUMBERS = paths("n", "o.n", "o.n", "a[0]", "new.n");
  private static final List<DocumentPath> TEXTS = paths("s", "o.s", "o.s", "new.s");
  private static final List<DocumentPath> ARRAYS = paths("a", "o.a");
  private static final List<DocumentPath> OTHERS =
      paths("", "o", "a[0]", "a[-1]", "o.a[1]", "o.a[-1]", "none", "[0]", "n.below");

  /** What operators index. */
  static final List<DocumentPath> INDEXED = paths("n", "s", "o.n", "o.s", "o.a[-1]", "a[0]");

  private static final int LONGEST_ARRAY = 3;

  private AssortedDocuments() {}

  private static List<DocumentPath> paths(String... texts) {
    return List.of(texts).stream().map(DocumentPath::parse).toList();
  }

  private static <T> T oneOf(List<T> all, SplittableRandom random) {
    return all.get(random.nextInt(all.size()));
  }

  /** Mostly an object. */
  static Json document(SplittableRandom random) {
    if (random.nextInt(8) == 0) {
      return random.nextBoolean() ? array(random) : scalar(random);
    }
    Map<String, Json> members = members(random);
    if (random.nextInt(4) > 0) {
      members.put("o", new Json.Obj(members(random)));
    }
    return new Json.Obj(members);
  }

  private static Map<String, Json> members(SplittableRandom random) {
    Map<String, Json> members = new LinkedHashMap<>();
    if (random.nextInt(4) > 0) {
      members.put("n", random.nextInt(8) == 0 ? scalar(random) : number(random));
    }
    if (random.nextInt(4) > 0) {
      members.put("s", random.nextInt(8) == 0 ? scalar(random) : text(random));
    }
    if (random.nextInt(4) > 0) {
      members.put("a", array(random));
    }
    return members;
  }

  /** Any place. */
  static DocumentPath path(SplittableRandom random) {
    return oneOf(oneOf(List.of(NUMBERS, TEXTS, ARRAYS, OTHERS), random), random);
  }

  /** A place below the root. */
  static DocumentPath below(SplittableRandom random) {
    DocumentPath path = path(random);
    return path.isRoot() ? oneOf(NUMBERS, random) : path;
  }

  /** A place where there is often a number. */
  static DocumentPath ofNumber(SplittableRandom random) {
    return random.nextInt(8) == 0 ? path(random) : oneOf(NUMBERS, random);
  }

  /** A place where there is often a string. */
  static DocumentPath ofText(SplittableRandom random) {
    return random.nextInt(8) == 0 ? path(random) : oneOf(TEXTS, random);
  }

  /** A place where there is often an array. */
  static DocumentPath ofArray(SplittableRandom random) {
    return random.nextInt(8) == 0 ? path(random) : oneOf(ARRAYS, random);
  }

  /** What there may be at {@code path}. */
  static Json at(DocumentPath path, SplittableRandom random) {
    if (path.isRoot()) {
      return document(random);
    }
    if (ARRAYS.contains(path)) {
      return array(random);
    }
    return NUMBERS.contains(path) ? number(random) : scalar(random);
  }

  /** A few numbers of both kinds, one of which is easily too large. */
  static Json number(SplittableRandom random) {
    return switch (random.nextInt(8)) {
      case 0 -> new Json.Int(Long.MAX_VALUE);
      case 1 -> new Json.Real(1.5);
      case 2 -> new Json.Real(2);
      default -> new Json.Int(random.nextInt(-1, 4));
    };
  }

  static Json.Text text(SplittableRandom random) {
    return new Json.Text(oneOf(List.of("", "a", "ab", "b", "é"), random));
  }

  /** No array and no object. */
  static Json scalar(SplittableRandom random) {
    return switch (random.nextInt(5)) {
      case 0 -> Json.Constant.NULL;
      case 1 -> Json.Constant.TRUE;
      case 2 -> text(random);
      default -> number(random);
    };
  }

  private static Json array(SplittableRandom random) {
    List<Json> elements = new ArrayList<>();
    for (int i = random.nextInt(LONGEST_ARRAY + 1); i > 0; i--) {
      elements.add(scalar(random));
    }
    return new Json.Array(elements);
  }
}
