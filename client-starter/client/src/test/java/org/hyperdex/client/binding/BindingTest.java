package org.hyperdex.client.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import java.util.List;
import org.hyperdex.client.Condition;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.FailureOutcome;
import org.hyperdex.client.FunctionCalls;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.function.CallChecker;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.protocol.ClientRequest.Update;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.query.PredicateChecker;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.junit.jupiter.api.Test;

/** What is sent makes sense to servers; what would not is refused by name before it is sent. */
class BindingTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Attribute("k", AttributeType.STRING),
              new Attribute("s", AttributeType.STRING),
              new Attribute("n", AttributeType.INT),
              new Attribute("d", AttributeType.DOCUMENT)));

  @Test
  void conditionsBecomePredicates() {
    Predicate predicate =
        Binding.predicate(
            SCHEMA,
            Condition.in("n", List.of(new Value.Int(2), new Value.Int(1)))
                .or(Condition.equal("d.a[0]", new Value.Int(5))));

    assertThat(PredicateChecker.problem(SCHEMA, predicate)).isEmpty();
    assertThat(predicate)
        .isEqualTo(
            Predicate.all(Check.in(2, DocumentPath.ROOT, List.of(number(1), number(2))))
                .or(
                    Predicate.all(
                        Check.of(
                            3,
                            AttributeType.DOCUMENT,
                            DocumentPath.parse("a[0]"),
                            Operator.EQUAL,
                            List.of(new Value.Int(5))))));
    assertThat(Binding.predicate(SCHEMA, Condition.ALL)).isEqualTo(Predicate.TRUE);
    assertThat(Binding.predicate(SCHEMA, Condition.NONE)).isEqualTo(Predicate.FALSE);
  }

  @Test
  void operationsBecomeFunctionCalls() {
    WriteOperation operation =
        WriteOperation.update().atomicAdd("n", 2.6).stringAppend("d.a", "x").documentUnset("d.b");
    List<FunctionCall> calls = ((Update) Binding.change(SCHEMA, operation)).functions();

    assertThat(CallChecker.problem(SCHEMA, calls)).isEmpty();
    assertThat(calls.getFirst()).isEqualTo(new FunctionCall(2, Function.ATOMIC_ADD, number(3)));
    assertThat(calls.get(1).path()).isEqualTo(DocumentPath.parse("a"));
    assertThat(calls.get(2).argument()).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void whatServersWouldNotReadIsRefusedByName() {
    WriteOperation update = WriteOperation.update();
    refused(update.atomicAdd("s", 1), ErrorCode.WRONG_TYPE, "s");
    refused(update.atomicAdd("n", 1e30), ErrorCode.WRONG_TYPE, "n");
    refused(update.stringLtrim("s", -1), ErrorCode.WRONG_TYPE, "s");
    refused(update.documentUnset("d"), ErrorCode.WRONG_TYPE, "d");
    refused(update.documentRename("d.a", "b..c"), ErrorCode.WRONG_TYPE, "d.a");
    refused(
        update.with(new FunctionCalls.Step("d.a", Function.ATOMIC_ADD, Value.Text.of("one"))),
        ErrorCode.WRONG_TYPE,
        "d.a");
    refused(update.put("n.a", new Value.Int(1)), ErrorCode.WRONG_TYPE, "n.a");
    refused(update.put("d[", new Value.Int(1)), ErrorCode.MALFORMED, "d[");
    refused(update.put("k", Value.Text.of("x")), ErrorCode.KEY_NOT_WRITABLE, "k");
    refused(update.onlyIf(Condition.regex("s", "(")), ErrorCode.MALFORMED, "s");
    refused(update.onlyIf(Condition.regex("n", "1")), ErrorCode.WRONG_TYPE, "n");
    refused(update.onlyIf(Condition.contains("s", new Value.Int(1))), ErrorCode.WRONG_TYPE, "s");
  }

  @Test
  void moreFunctionsThanServersTakeAreRefused() {
    FunctionCalls.Step call = new FunctionCalls.Step("n", Function.ATOMIC_ADD, new Value.Int(1));
    WriteOperation most =
        WriteOperation.update().with(Collections.nCopies(CallChecker.MAX_CALLS, call));
    assertThat(((Update) Binding.change(SCHEMA, most)).functions()).hasSize(CallChecker.MAX_CALLS);
    refused(most.atomicAdd("n", 1), ErrorCode.TOO_LARGE, "functions");
  }

  private static void refused(WriteOperation operation, ErrorCode code, String attribute) {
    HyperDexException failure =
        catchThrowableOfType(
            HyperDexException.class,
            () -> {
              Binding.predicate(SCHEMA, operation.guards());
              Binding.change(SCHEMA, operation);
            });
    assertThat(failure).as(operation.toString()).isNotNull();
    assertThat(failure.code()).as(failure.detail()).isEqualTo(code);
    assertThat(failure.outcome()).isEqualTo(FailureOutcome.NOT_APPLIED);
    assertThat(failure.context()).containsEntry("attribute", attribute);
  }

  private static Bytes number(long number) {
    return ValueCodec.encode(AttributeType.INT, new Value.Int(number));
  }
}
