package org.hyperdex.core.query;

import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentBytes;
import org.hyperdex.core.data.DocumentPath;

/** Checks on what a document has at a path: false if there is nothing. */
final class DocumentMatcher {
  private DocumentMatcher() {}

  static ValueMatcher of(Check check, Regexes regexes) {
    DocumentPath path = check.path();
    ValueMatcher matcher = ofValue(check, regexes);
    if (path.isRoot()) {
      return matcher;
    }
    return (array, from, to) -> {
      int at = path.find(array, from);
      return at >= 0 && matcher.matches(array, at, DocumentBytes.end(array, at));
    };
  }

  private static ValueMatcher ofValue(Check check, Regexes regexes) {
    Operator operator = check.operator();
    Bytes argument = check.argument();
    return switch (operator) {
      case EQUAL -> ValueMatcher.equal(argument.array());
      case LESS_THAN, LESS_EQUAL, GREATER_EQUAL, GREATER_THAN -> ordered(operator, argument);
      case IN -> ValueMatcher.oneOf(check.values());
      case PREFIX -> ofText(ValueMatcher.prefix(argument.array()));
      case REGEX -> ofText(regexes.of(argument)::matches);
      case CONTAINS -> contains(argument);
      case LENGTH_EQUAL, LENGTH_LESS_EQUAL, LENGTH_GREATER_EQUAL -> {
        long wanted = ValueMatcher.integer(argument.array());
        yield (array, from, to) -> {
          int length = DocumentBytes.count(array, from);
          return length >= 0 && operator.holds(Long.compare(length, wanted));
        };
      }
    };
  }

  private static ValueMatcher ordered(Operator operator, Bytes argument) {
    byte[] other = argument.array();
    if (!DocumentBytes.isOrdered(other, 0)) {
      return (array, from, to) -> false;
    }
    return (array, from, to) ->
        DocumentBytes.sameType(array, from, other, 0)
            && operator.holds(DocumentBytes.compare(array, from, other, 0));
  }

  private static ValueMatcher ofText(ValueMatcher matcher) {
    return (array, from, to) ->
        DocumentBytes.isText(array, from)
            && matcher.matches(array, DocumentBytes.contentsStart(array, from), to);
  }

  /** An array has the element; an object has the member, if the argument is a string. */
  private static ValueMatcher contains(Bytes argument) {
    boolean isName = DocumentBytes.isText(argument.array(), 0);
    Bytes name = isName ? DocumentBytes.text(argument.array(), 0) : Bytes.EMPTY;
    return (array, from, to) ->
        DocumentBytes.isArray(array, from)
            ? DocumentBytes.hasElement(array, from, argument)
            : isName && DocumentBytes.member(array, from, name) >= 0;
  }
}
