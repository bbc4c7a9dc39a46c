package org.hyperdex.core.query;

import java.util.List;
import org.hyperdex.core.data.Value;

/** What is searched for: objects of which all terms of one alternative are true. */
public record SearchCase(List<List<Term>> alternatives) {
  public SearchCase {
    alternatives = alternatives.stream().map(List::copyOf).toList();
  }

  /** The same, as it travels. */
  public Predicate predicate() {
    return new Predicate(
        alternatives.stream()
            .map(conjunction -> conjunction.stream().map(Term::check).toList())
            .toList());
  }

  /** Whether a look at the decoded values says that the object is one of them. */
  public boolean matches(List<Value> object) {
    return alternatives.stream()
        .anyMatch(conjunction -> conjunction.stream().allMatch(term -> term.holds(object)));
  }
}
