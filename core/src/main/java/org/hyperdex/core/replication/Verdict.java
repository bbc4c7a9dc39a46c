package org.hyperdex.core.replication;

import java.util.List;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.protocol.ClientRequest.Delete;
import org.hyperdex.core.protocol.ClientRequest.Update;
import org.hyperdex.core.protocol.ClientRequest.Write;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.FunctionCall;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.query.Evaluation;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the point leader decides of a write, judged against the newest version of the object.
 *
 * <p>The order of evaluation is fixed: existence, version, guards, functions.
 *
 * @param outcome how the write ends
 * @param attribute whose guard or function failed; -1 if none did
 * @param after the object's row after the write; null if it is removed or the write fails
 */
record Verdict(Outcome outcome, int attribute, @Nullable Bytes after) {
  /** Judges {@code write}, which must be well formed for {@code schema}. */
  static Verdict of(Schema schema, Write write, @Nullable StoredRow newest) {
    if (newest == null) {
      return ofMissing(schema, write);
    }
    if (write.existence() == Existence.MUST_NOT_EXIST) {
      return failed(Outcome.EXISTS, -1);
    }
    if (write.ifVersion().isPresent() && !write.ifVersion().get().equals(newest.version())) {
      return failed(Outcome.VERSION_MISMATCH, -1);
    }
    int failing = Evaluation.firstFailing(write.guards(), write.key(), newest.row());
    if (failing >= 0) {
      return failed(Outcome.GUARD_FAILED, failing);
    }
    return switch (write.change()) {
      case Delete _ -> new Verdict(Outcome.DELETED, -1, null);
      case Update update -> new Verdict(Outcome.OK, -1, apply(update.functions(), newest.row()));
    };
  }

  private static Verdict ofMissing(Schema schema, Write write) {
    if (write.ifVersion().isPresent()) {
      return failed(Outcome.VERSION_MISMATCH, -1);
    }
    if (write.existence() == Existence.MUST_EXIST) {
      return failed(Outcome.NOT_FOUND, -1);
    }
    return switch (write.change()) {
      case Delete _ -> failed(Outcome.NOT_FOUND, -1);
      case Update update ->
          new Verdict(Outcome.CREATED, -1, apply(update.functions(), zeroRow(schema)));
    };
  }

  private static Verdict failed(Outcome outcome, int attribute) {
    return new Verdict(outcome, attribute, null);
  }

  private static Bytes apply(List<FunctionCall> functions, Bytes row) {
    if (functions.isEmpty()) {
      return row;
    }
    int[] columns = new int[functions.size()];
    Bytes[] values = new Bytes[functions.size()];
    for (int i = 0; i < columns.length; i++) {
      FunctionCall call = functions.get(i);
      columns[i] = call.attribute() - 1;
      values[i] =
          switch (call.function()) {
            case SET -> call.argument();
          };
    }
    return Row.with(row, columns, values);
  }

  private static Bytes zeroRow(Schema schema) {
    return Row.of(
        schema.attributes().stream().skip(1).map(Attribute::type).map(ValueCodec::zero).toList());
  }
}
