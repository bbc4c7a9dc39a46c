package org.hyperdex.client.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.hyperdex.client.Condition;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.FailureOutcome;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.data.ValueException;
import org.hyperdex.core.protocol.ClientRequest.Change;
import org.hyperdex.core.protocol.ClientRequest.Delete;
import org.hyperdex.core.protocol.ClientRequest.Update;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.core.schema.SpaceLimits;

/** Turns names and values into positions and bytes, or says precisely why that cannot be. */
final class Binding {
  /** With a largest key and row, a condition of this size still fits a message. */
  private static final int CONDITION_BYTES = 8 << 20;

  private Binding() {}

  static Bytes key(Schema schema, Value key) {
    Bytes encoded = encode(schema.key().name(), schema.key().type(), key);
    requireSmall(schema.key().name(), encoded.length(), SpaceLimits.KEY_BYTES);
    return encoded;
  }

  static Predicate predicate(Schema schema, Condition condition) {
    return condition.terms().isEmpty() ? Predicate.TRUE : Predicate.all(checks(schema, condition));
  }

  private static List<Check> checks(Schema schema, Condition condition) {
    List<Condition.Term> terms = condition.terms();
    if (terms.isEmpty()) {
      return List.of();
    }
    List<Check> checks = new ArrayList<>(terms.size());
    long bytes = 0;
    for (Condition.Term term : terms) {
      int position = position(schema, term.attribute());
      Attribute attribute = schema.attribute(position);
      Optional<AttributeType> argument = term.operator().argument(attribute.type());
      if (argument.isEmpty()) {
        throw failure(
            ErrorCode.WRONG_TYPE,
            attribute.name(),
            "a type to which '" + term.operator().jsonName() + "' applies",
            attribute.type().description());
      }
      Check check = check(position, attribute.name(), argument.get(), term);
      bytes += check.argument().length();
      requireSmall(attribute.name(), bytes, CONDITION_BYTES);
      checks.add(check);
    }
    return checks;
  }

  private static Check check(
      int position, String name, AttributeType argument, Condition.Term term) {
    if (term.operator() != Operator.IN) {
      return new Check(position, term.operator(), encode(name, argument, term.value()));
    }
    if (!(term.value() instanceof Value.ListOf list)) {
      throw failure(
          ErrorCode.WRONG_TYPE, name, "a list of values for 'in'", term.value().typeName());
    }
    return Check.in(
        position,
        DocumentPath.ROOT,
        list.elements().stream().map(each -> encode(name, argument, each)).toList());
  }

  static Change change(Schema schema, WriteOperation operation) {
    if (operation.deletion()) {
      return new Delete();
    }
    return new Update(StepBinding.calls(schema, operation.steps()));
  }

  static void requireSmall(String attribute, long bytes, int limitBytes) {
    if (bytes > limitBytes) {
      throw failure(
          ErrorCode.TOO_LARGE,
          attribute,
          "at most " + limitBytes + " bytes in sum",
          bytes + " bytes up to here");
    }
  }

  static int position(Schema schema, String name) {
    OptionalInt position = schema.position(name);
    if (position.isEmpty()) {
      throw failure(
          ErrorCode.UNKNOWN_ATTRIBUTE,
          name,
          "one of "
              + schema.attributes().stream().map(Attribute::name).collect(Collectors.joining(", ")),
          "'" + name + "'");
    }
    return position.getAsInt();
  }

  static Bytes encode(String name, AttributeType type, Value value) {
    try {
      return ValueCodec.encode(type, value);
    } catch (ValueException e) {
      ErrorCode code =
          switch (e.problem()) {
            case WRONG_TYPE -> ErrorCode.WRONG_TYPE;
            case TOO_LARGE -> ErrorCode.TOO_LARGE;
            case DUPLICATE, NOT_UNICODE, NOT_FINITE, TOO_DEEP, MALFORMED -> ErrorCode.MALFORMED;
          };
      throw new HyperDexException(
          code,
          name + ": " + e.getMessage(),
          FailureOutcome.NOT_APPLIED,
          context(name, type.description(), value.typeName()),
          e);
    }
  }

  static HyperDexException failure(
      ErrorCode code, String attribute, String expected, String found) {
    return new HyperDexException(
        code,
        attribute + ": expected " + expected + ", found " + found,
        FailureOutcome.NOT_APPLIED,
        context(attribute, expected, found),
        null);
  }

  private static Map<String, String> context(String attribute, String expected, String found) {
    Map<String, String> context = new LinkedHashMap<>();
    context.put(HyperDexException.ATTRIBUTE, attribute);
    context.put(HyperDexException.EXPECTED, expected);
    context.put(HyperDexException.FOUND, found);
    return context;
  }
}
