package org.hyperdex.springdata.repository.query;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.hyperdex.core.query.Operator;
import org.hyperdex.springdata.Query;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.util.ObjectUtils;

/**
 * A comparison that the name of a method asks for.
 *
 * @param property the property's name
 * @param operator how to compare
 * @param argument what to compare with
 */
record Comparison(String property, Operator operator, Argument argument) {
  /** Decoding puts it where bytes are no text, so a search for it would find those as well. */
  private static final char REPLACEMENT = '\uFFFD';

  /** What a property is compared with. */
  enum Argument {
    /** The method's next argument. */
    GIVEN(1),
    /** The elements of the method's next argument. */
    ELEMENTS(1),
    /** An expression for the method's next argument anywhere in a text. */
    TEXT_WITHIN(1),
    /** An expression for the method's next argument at the end of a text. */
    TEXT_AT_THE_END(1),
    /** The length of what is empty. */
    ZERO(0),
    /** The least length of what is not. */
    ONE(0);

    private final int parameters;

    Argument(int parameters) {
      this.parameters = parameters;
    }

    /** How many of the method's arguments it takes. */
    int parameters() {
      return parameters;
    }
  }

  /** The criterion, given the method's arguments that have not been taken yet. */
  Query.Criterion criterion(Iterator<Object> arguments) {
    List<Object> values =
        switch (argument) {
          case GIVEN -> List.of(present(arguments.next()));
          case ELEMENTS -> elements(present(arguments.next()));
          case TEXT_WITHIN -> List.of(expression(present(arguments.next())));
          case TEXT_AT_THE_END -> List.of(expression(present(arguments.next())) + "$");
          case ZERO -> List.of(0L);
          case ONE -> List.of(1L);
        };
    return new Query.Criterion(property, operator, values);
  }

  private Object present(@Nullable Object value) {
    if (value == null) {
      throw new InvalidDataAccessApiUsageException(
          "the argument for property %s is null: HyperDex knows no null".formatted(property));
    }
    return value;
  }

  private List<Object> elements(Object several) {
    Collection<?> all =
        several instanceof Collection<?> collection
            ? collection
            : Arrays.asList(ObjectUtils.toObjectArray(several));
    return all.stream().map(this::present).toList();
  }

  /** An expression that matches exactly {@code text}. */
  private String expression(Object text) {
    if (!(text instanceof String wanted) || wanted.indexOf(REPLACEMENT) >= 0) {
      throw new InvalidDataAccessApiUsageException(
          "the argument for property %s must be a string without U+FFFD, by which bytes that are"
                  .formatted(property)
              + " no text are read");
    }
    StringBuilder expression = new StringBuilder();
    for (int i = 0; i < wanted.length(); i++) {
      char c = wanted.charAt(i);
      boolean plain = c >= 0x80 || c <= ' ' || Character.isLetterOrDigit(c);
      expression.append(plain ? "" : "\\").append(c);
    }
    return expression.toString();
  }
}
