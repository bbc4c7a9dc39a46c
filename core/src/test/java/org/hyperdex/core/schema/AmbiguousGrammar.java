package org.hyperdex.core.schema;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The grammar as documented, tried in every possible way. A rule maps the places where it may start
 * to all places where it may end.
 */
final class AmbiguousGrammar {
  private final List<String> tokens;

  private AmbiguousGrammar(List<String> tokens) {
    this.tokens = tokens;
  }

  /** Whether the grammar derives {@code tokens} in at least one way. */
  static boolean derives(List<String> tokens) {
    return new AmbiguousGrammar(tokens).description(Set.of(0)).contains(tokens.size());
  }

  private Set<Integer> description(Set<Integer> starts) {
    Set<Integer> key = attribute(word("key", name(word("space", starts))));
    Set<Integer> list = attribute(either(word("attributes", key), word("attribute", key)));
    Set<Integer> lists = many(list, places -> attribute(word(",", places)));
    Set<Integer> subspaces =
        many(
            lists, places -> many(name(word("subspace", places)), comma -> name(word(",", comma))));
    Set<Integer> indices = many(subspaces, places -> name(word("index", places)));
    return many(either(key, indices), this::option);
  }

  private Set<Integer> attribute(Set<Integer> starts) {
    return name(either(starts, type(starts)));
  }

  private Set<Integer> option(Set<Integer> starts) {
    Set<Integer> tolerate = number(word("tolerate", starts));
    Set<Integer> create = number(word("create", starts));
    return either(
        either(
            either(word("failures", tolerate), word("failure", tolerate)),
            either(word("partitions", create), word("partition", create))),
        word("authorization", word("with", starts)));
  }

  private Set<Integer> type(Set<Integer> starts) {
    return either(
        either(primitive(starts), word("document", starts)),
        word(")", primitive(word("(", word("list", starts)))));
  }

  private Set<Integer> primitive(Set<Integer> starts) {
    return either(either(word("string", starts), word("int", starts)), word("float", starts));
  }

  private Set<Integer> number(Set<Integer> starts) {
    return step(starts, token -> token.matches("[0-9]+"));
  }

  private Set<Integer> name(Set<Integer> starts) {
    return step(starts, token -> token.matches("[A-Za-z_]+"));
  }

  private Set<Integer> word(String word, Set<Integer> starts) {
    return step(starts, word::equals);
  }

  private Set<Integer> step(Set<Integer> starts, Predicate<String> fits) {
    Set<Integer> ends = new TreeSet<>();
    for (int start : starts) {
      if (start < tokens.size() && fits.test(tokens.get(start))) {
        ends.add(start + 1);
      }
    }
    return ends;
  }

  private static Set<Integer> either(Set<Integer> one, Set<Integer> other) {
    Set<Integer> both = new TreeSet<>(one);
    both.addAll(other);
    return both;
  }

  private static Set<Integer> many(Set<Integer> starts, UnaryOperator<Set<Integer>> once) {
    Set<Integer> all = new TreeSet<>(starts);
    Set<Integer> next = starts;
    while (!next.isEmpty()) {
      next = once.apply(next);
      all.addAll(next);
    }
    return all;
  }
}
