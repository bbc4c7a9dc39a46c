package org.hyperdex.core.query;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueModel;

/** Conjunctions that are hard by design, many of one term only. */
enum Edge {
  NO_TERMS(Says.ALWAYS, List::isEmpty),
  BOUNDS_THAT_MEET(Says.BOTH, bounds(Edge::meet)),
  BOUNDS_THAT_SHUT_OUT_WHERE_THEY_MEET(Says.NEVER, bounds(Edge::shutOut)),
  BOUNDS_THAT_CROSS(Says.NEVER, bounds(Edge::cross)),
  TWO_EQUALITIES_AT_ONE_PLACE(Says.NEVER, Edge::isContradiction),
  IN_NO_VALUE(Says.NEVER, term(term -> isIn(term) && term.arguments().isEmpty())),
  IN_ONE_VALUE(Says.BOTH, term(term -> isIn(term) && term.arguments().size() == 1)),
  IN_ONE_VALUE_TWICE(Says.BOTH, term(term -> isIn(term) && distinct(term) < size(term))),
  IN_MANY_VALUES(Says.BOTH, term(term -> isIn(term) && distinct(term) > 16)),
  PREFIX_OF_NOTHING(Says.BOTH, text(Operator.PREFIX, text -> text.length == 0)),
  PREFIX_THAT_ENDS_IN_255(
      Says.BOTH, text(Operator.PREFIX, text -> text.length > 0 && text[text.length - 1] == -1)),
  EXPRESSION_TIED_TO_BOTH_ENDS(
      Says.BOTH, text(Operator.REGEX, text -> text[0] == '^' && text[text.length - 1] == '$')),
  EQUAL_TO_NO_TEXT(Says.BOTH, text(Operator.EQUAL, text -> text.length == 0)),
  EQUAL_TO_MORE_THAN_AN_ENTRY_HAS(Says.BOTH, text(Operator.EQUAL, text -> text.length > 1024)),
  NOT_LESS_THAN_MORE_THAN_AN_ENTRY_HAS(
      Says.BOTH, text(Operator.GREATER_EQUAL, text -> text.length > 1024)),
  EQUAL_TO_NAN(Says.BOTH, equalTo(new Value.Float(Double.NaN))),
  LESS_THAN_NAN(Says.BOTH, compared(Operator.LESS_THAN, new Value.Float(Double.NaN))),
  EQUAL_TO_ZERO_OF_ANY_SIGN(Says.BOTH, equalTo(new Value.Float(-0.0))),
  LENGTH_OF_NOTHING(Says.BOTH, compared(Operator.LENGTH_EQUAL, new Value.Int(0))),
  LENGTH_BELOW_NOTHING(Says.NEVER, compared(Operator.LENGTH_LESS_EQUAL, new Value.Int(-1))),
  MEMBER_OF_A_DOCUMENT(Says.BOTH, term(term -> begins(term, String.class))),
  ELEMENT_OF_A_DOCUMENT(Says.BOTH, term(term -> begins(term, Integer.class))),
  ELEMENT_FROM_THE_END(
      Says.BOTH, term(term -> term.path().stream().anyMatch(step -> step.equals(-1))));

  /** Of which objects the edge can be true. */
  enum Says {
    NEVER,
    ALWAYS,
    BOTH
  }

  private final Says says;

  @SuppressWarnings("ImmutableEnumChecker") // All conditions are functions of what they are given.
  private final Predicate<List<Term>> condition;

  Edge(Says says, Predicate<List<Term>> condition) {
    this.says = says;
    this.condition = condition;
  }

  Says says() {
    return says;
  }

  boolean isA(List<Term> conjunction) {
    return condition.test(conjunction);
  }

  private static Predicate<List<Term>> term(Predicate<Term> condition) {
    return conjunction -> conjunction.size() == 1 && condition.test(conjunction.getFirst());
  }

  private static Predicate<List<Term>> compared(Operator operator, Value with) {
    return term(term -> term.operator() == operator && term.arguments().getFirst().equals(with));
  }

  private static Predicate<List<Term>> equalTo(Value value) {
    return compared(Operator.EQUAL, value);
  }

  private static Predicate<List<Term>> text(Operator operator, Predicate<byte[]> condition) {
    return term(term ->
        term.operator() == operator
            && term.arguments().getFirst() instanceof Value.Text text
            && condition.test(text.bytes().array()));
  }

  private static boolean isIn(Term term) {
    return term.operator() == Operator.IN;
  }

  private static int size(Term term) {
    return term.arguments().size();
  }

  private static int distinct(Term term) {
    return new HashSet<>(term.arguments()).size();
  }

  private static boolean begins(Term term, Class<?> step) {
    return !term.path().isEmpty() && step.isInstance(term.path().getFirst());
  }

  /** Of conjunctions that bound one value from below and from above. */
  private static Predicate<List<Term>> bounds(BiPredicate<Term, Term> condition) {
    return conjunction ->
        conjunction.size() == 2
            && isAtOnePlace(conjunction)
            && isOf(conjunction.getFirst(), Operator.GREATER_EQUAL, Operator.GREATER_THAN)
            && isOf(conjunction.getLast(), Operator.LESS_EQUAL, Operator.LESS_THAN)
            && condition.test(conjunction.getFirst(), conjunction.getLast());
  }

  private static boolean isOf(Term term, Operator... operators) {
    return Arrays.asList(operators).contains(term.operator());
  }

  private static boolean isAtOnePlace(List<Term> conjunction) {
    Set<Object> places = new HashSet<>();
    conjunction.forEach(term -> places.add(List.of(term.attribute(), term.path())));
    return places.size() == 1;
  }

  private static boolean meet(Term lower, Term upper) {
    return lower.operator() == Operator.GREATER_EQUAL
        && upper.operator() == Operator.LESS_EQUAL
        && lower.arguments().equals(upper.arguments());
  }

  private static boolean shutOut(Term lower, Term upper) {
    return !meet(lower, upper) && lower.arguments().equals(upper.arguments());
  }

  private static boolean cross(Term lower, Term upper) {
    Value from = lower.arguments().getFirst();
    return !(from instanceof Value.Document)
        && ValueModel.compare(from, upper.arguments().getFirst()) > 0;
  }

  private static boolean isContradiction(List<Term> conjunction) {
    return conjunction.size() == 2
        && isAtOnePlace(conjunction)
        && conjunction.stream().allMatch(term -> term.operator() == Operator.EQUAL)
        && !conjunction.getFirst().arguments().equals(conjunction.getLast().arguments());
  }
}
