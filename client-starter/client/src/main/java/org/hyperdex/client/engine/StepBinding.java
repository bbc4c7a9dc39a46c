package org.hyperdex.client.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.FailureOutcome;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.WriteOperation.Step;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueException;
import org.hyperdex.core.function.CallChecker;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.function.Signatures;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.AttributePath;
import org.hyperdex.core.schema.Schema;

/** Turns the steps of a write into calls, or says precisely why that cannot be. */
final class StepBinding {
  private StepBinding() {}

  static List<FunctionCall> calls(Schema schema, List<Step> steps) {
    List<FunctionCall> calls = new ArrayList<>(steps.size());
    long bytes = 0;
    for (Step step : steps) {
      FunctionCall call = call(schema, step);
      bytes += call.argument().length();
      Binding.requireSmall(step.attribute(), bytes, Row.MAX_BYTES);
      calls.add(call);
    }
    Optional<String> problem = CallChecker.problem(schema, calls);
    if (problem.isPresent()) {
      throw new HyperDexException(ErrorCode.MALFORMED, problem.get());
    }
    return calls;
  }

  private static FunctionCall call(Schema schema, Step step) {
    AttributePath named = path(step.attribute());
    int position = Binding.position(schema, named.attribute());
    if (position == 0) {
      throw Binding.failure(
          ErrorCode.KEY_NOT_WRITABLE,
          step.attribute(),
          "attributes other than the key",
          "the key, which never changes");
    }
    Attribute attribute = schema.attribute(position);
    AttributeType type = attribute.type();
    if (!named.path().isRoot() && !(type instanceof AttributeType.Document)) {
      throw Binding.failure(
          ErrorCode.WRONG_TYPE,
          step.attribute(),
          "a document to look into",
          "an attribute of type " + type.description());
    }
    AttributeType wanted =
        Signatures.argument(step.function(), type)
            .orElseThrow(() ->
                Binding.failure(
                    ErrorCode.WRONG_TYPE,
                    attribute.name(),
                    "a type to which '" + step.function().operation() + "' applies",
                    type.description()));
    Bytes argument = argument(step, wanted);
    return new FunctionCall(position, named.path(), step.function(), argument);
  }

  private static Bytes argument(Step step, AttributeType wanted) {
    Value value = step.argument();
    if (wanted instanceof AttributeType.Document) {
      try {
        value = Value.Document.of(value);
      } catch (ValueException e) {
        throw malformed(step.attribute(), e);
      }
    }
    return Binding.encode(step.attribute(), wanted, value);
  }

  private static AttributePath path(String text) {
    try {
      return AttributePath.parse(text);
    } catch (ValueException e) {
      throw malformed(text, e);
    }
  }

  private static HyperDexException malformed(String attribute, ValueException e) {
    return new HyperDexException(
        ErrorCode.MALFORMED, attribute + ": " + e.getMessage(), FailureOutcome.NOT_APPLIED);
  }
}
