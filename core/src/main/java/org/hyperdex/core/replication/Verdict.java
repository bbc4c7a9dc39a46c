package org.hyperdex.core.replication;

import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.function.FunctionFailure;
import org.hyperdex.core.function.Functions;
import org.hyperdex.core.protocol.ClientRequest.Delete;
import org.hyperdex.core.protocol.ClientRequest.Update;
import org.hyperdex.core.protocol.ClientRequest.Write;
import org.hyperdex.core.protocol.Existence;
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
    if (!write.guards().isTrue()) {
      Evaluation guards = Evaluation.of(schema, write.guards());
      if (!guards.matches(write.key(), newest.row())) {
        return failed(Outcome.GUARD_FAILED, guards.firstFailing(write.key(), newest.row()));
      }
    }
    return switch (write.change()) {
      case Delete _ -> new Verdict(Outcome.DELETED, -1, null);
      case Update update -> updated(Outcome.OK, schema, update, newest.row());
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
      case Update update -> updated(Outcome.CREATED, schema, update, zeroRow(schema));
    };
  }

  private static Verdict updated(Outcome outcome, Schema schema, Update update, Bytes row) {
    try {
      return new Verdict(outcome, -1, Functions.apply(schema, update.functions(), row));
    } catch (FunctionFailure e) {
      return failed(outcome(e.reason()), e.attribute());
    }
  }

  private static Outcome outcome(FunctionFailure.Reason reason) {
    return switch (reason) {
      case OVERFLOW -> Outcome.OVERFLOW;
      case DIVISION_BY_ZERO -> Outcome.DIVISION_BY_ZERO;
      case MISSING_PATH -> Outcome.MISSING_PATH;
      case WRONG_TYPE -> Outcome.WRONG_TYPE;
      case TOO_LARGE -> Outcome.TOO_LARGE;
    };
  }

  private static Verdict failed(Outcome outcome, int attribute) {
    return new Verdict(outcome, attribute, null);
  }

  private static Bytes zeroRow(Schema schema) {
    return Row.of(
        schema.attributes().stream().skip(1).map(Attribute::type).map(ValueCodec::zero).toList());
  }
}
