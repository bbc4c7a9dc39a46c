package org.hyperdex.core.function;

import java.util.List;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.AttributeType.Primitive;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.ValueException;
import org.hyperdex.core.function.FunctionFailure.Reason;
import org.hyperdex.core.schema.Schema;
import org.jspecify.annotations.Nullable;

/** Applies calls to a row. */
public final class Functions {
  /**
   * The bytes that all calls of a write may go through together, counting the value before each and
   * its argument. A server does nothing else meanwhile; it is enough for four calls on the largest
   * value there is.
   */
  public static final long MAX_WORK_BYTES = 4L * Row.MAX_BYTES;

  private Functions() {}

  /**
   * {@code row} after all of {@code calls}, each of which sees what those before it have done.
   *
   * @param calls without a {@link CallChecker#problem}
   * @param row a valid row of {@code schema}
   * @throws FunctionFailure of the first call that cannot be applied
   */
  public static Bytes apply(Schema schema, List<FunctionCall> calls, Bytes row) {
    if (calls.isEmpty()) {
      return row;
    }
    @Nullable Bytes[] changed = new @Nullable Bytes[schema.size()];
    int count = 0;
    long workBytes = 0;
    for (int i = 0; i < calls.size(); i++) {
      FunctionCall call = calls.get(i);
      int attribute = call.attribute();
      count += changed[attribute] == null ? 1 : 0;
      if (replaces(call)) {
        changed[attribute] = call.argument();
        continue;
      }
      Bytes before = current(row, attribute, changed[attribute]);
      workBytes += before.length() + (long) call.argument().length();
      try {
        if (workBytes > MAX_WORK_BYTES) {
          throw new FunctionFailure(Reason.TOO_LARGE);
        }
        changed[attribute] = applied(schema.attribute(attribute).type(), call, before);
      } catch (FunctionFailure e) {
        throw e.on(attribute);
      }
    }
    return with(row, changed, count);
  }

  /** Most calls: what was there before does not matter. */
  private static boolean replaces(FunctionCall call) {
    return call.function() == Function.SET && call.path().isRoot();
  }

  private static Bytes current(Bytes row, int attribute, @Nullable Bytes changed) {
    return changed == null ? Row.column(row, attribute - 1) : changed;
  }

  private static Bytes with(Bytes row, @Nullable Bytes[] changed, int count) {
    int[] columns = new int[count];
    Bytes[] values = new Bytes[count];
    int next = 0;
    for (int attribute = 1; attribute < changed.length; attribute++) {
      Bytes value = changed[attribute];
      if (value != null) {
        columns[next] = attribute - 1;
        values[next++] = value;
      }
    }
    try {
      return Row.with(row, columns, values);
    } catch (ValueException e) {
      throw new FunctionFailure(Reason.TOO_LARGE);
    }
  }

  /** {@code before}, a value of {@code type}, after {@code call}. */
  private static Bytes applied(AttributeType type, FunctionCall call, Bytes before) {
    Function function = call.function();
    Bytes argument = call.argument();
    return switch (type) {
      case Primitive primitive -> Scalars.apply(primitive, function, argument, before);
      case AttributeType.Document _ -> Documents.apply(call.path(), function, argument, before);
      case AttributeType.ListOf list -> Lists.apply(list.element(), function, argument, before);
      case AttributeType.SetOf set -> Sets.apply(set.element(), function, argument, before);
      case AttributeType.MapOf map -> Maps.apply(map, function, argument, before);
      case AttributeType.Timestamp _ ->
          throw new IllegalArgumentException(function + " does not apply to " + type.description());
    };
  }
}
