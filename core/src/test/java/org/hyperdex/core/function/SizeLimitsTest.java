package org.hyperdex.core.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentCodec;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.function.FunctionFailure.Reason;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.junit.jupiter.api.Test;

/** What is too large or too deep fails, however it comes about, and costs a bounded time. */
class SizeLimitsTest {
  private static final int HALF = Row.MAX_BYTES / 2;
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Attribute("k", AttributeType.STRING),
              new Attribute("text", AttributeType.STRING),
              new Attribute("other", AttributeType.STRING),
              new Attribute("tags", new AttributeType.SetOf(AttributeType.Primitive.STRING)),
              new Attribute("doc", AttributeType.DOCUMENT)));
  private static final Bytes ROW =
      Row.of(
          SCHEMA.attributes().stream()
              .skip(1)
              .map(attribute -> ValueCodec.zero(attribute.type()))
              .toList());
  private static final Bytes LARGE = Bytes.wrap(new byte[HALF]);

  @Test
  void aValueThatWouldBeTooLargeFailsAtItsAttribute() {
    FunctionFailure failure =
        failure(
            new FunctionCall(1, Function.STRING_APPEND, LARGE),
            new FunctionCall(1, Function.STRING_PREPEND, LARGE),
            new FunctionCall(1, Function.STRING_APPEND, Bytes.utf8("x")));
    assertThat(failure.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(failure.attribute()).isEqualTo(1);
  }

  @Test
  void aSetOrDocumentThatWouldBeTooLargeFailsToo() {
    Bytes other = Bytes.wrap(new byte[HALF + 1]);
    assertThat(
            failure(
                    new FunctionCall(3, Function.SET_ADD, LARGE),
                    new FunctionCall(3, Function.SET_ADD, other))
                .attribute())
        .isEqualTo(3);
    Bytes json = DocumentCodec.encode(new Json.Text("x".repeat(HALF)));
    assertThat(
            failure(
                    new FunctionCall(4, Function.SET, json),
                    new FunctionCall(4, Function.STRING_APPEND, json))
                .attribute())
        .isEqualTo(4);
  }

  @Test
  void aRowThatWouldBeTooLargeFailsAtNoAttributeInParticular() {
    FunctionFailure failure =
        failure(new FunctionCall(1, Function.SET, LARGE), new FunctionCall(2, Function.SET, LARGE));
    assertThat(failure.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(failure.attribute()).isEqualTo(-1);
  }

  @Test
  void aDocumentThatWouldBeTooDeepFails() {
    Json deep = new Json.Int(1);
    for (int i = 0; i < DocumentCodec.MAX_DEPTH; i++) {
      deep = new Json.Array(List.of(deep));
    }
    FunctionCall whole = new FunctionCall(4, Function.SET, DocumentCodec.encode(deep));
    FunctionCall below =
        new FunctionCall(4, DocumentPath.parse("a"), Function.SET, DocumentCodec.encode(deep));
    assertThat(Functions.apply(SCHEMA, List.of(whole), ROW)).isNotEqualTo(ROW);
    assertThat(failure(below).reason()).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void aDocumentThatWouldHaveTooManyValuesFails() {
    // Of two bytes each, and of hundreds as soon as it is changed.
    Json.Array most =
        new Json.Array(Collections.nCopies(DocumentCodec.MAX_VALUES - 1, new Json.Obj(Map.of())));
    FunctionCall whole = new FunctionCall(4, Function.SET, DocumentCodec.encode(most));
    assertThat(Functions.apply(SCHEMA, List.of(whole), ROW)).isNotEqualTo(ROW);
    Bytes one = DocumentCodec.encode(new Json.Int(1));
    assertThat(failure(whole, new FunctionCall(4, Function.LIST_RPUSH, one)).reason())
        .isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void manyCallsOnALargeValueAreCutShort() {
    List<FunctionCall> calls = new ArrayList<>();
    calls.add(new FunctionCall(1, Function.SET, LARGE));
    calls.addAll(
        Collections.nCopies(
            CallChecker.MAX_CALLS - 1,
            new FunctionCall(1, Function.STRING_APPEND, Bytes.utf8("x"))));
    assertThat(CallChecker.problem(SCHEMA, calls)).isEmpty();
    assertThat(failure(calls.toArray(FunctionCall[]::new)).reason()).isEqualTo(Reason.TOO_LARGE);
  }

  private static FunctionFailure failure(FunctionCall... calls) {
    return catchThrowableOfType(
        FunctionFailure.class, () -> Functions.apply(SCHEMA, List.of(calls), ROW));
  }
}
