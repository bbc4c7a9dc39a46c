package org.hyperdex.core.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentCodec;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.data.Values;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.junit.jupiter.api.Test;

class CallCheckerTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Attribute("k", AttributeType.STRING),
              new Attribute("name", AttributeType.STRING),
              new Attribute("price", AttributeType.FLOAT),
              new Attribute("doc", AttributeType.DOCUMENT)));
  private static final DocumentPath PATH = DocumentPath.parse("a.b[2]");
  private static final Bytes NUMBER = DocumentCodec.encode(new Json.Int(1));
  private static final Bytes TEXT = DocumentCodec.encode(new Json.Text("1"));

  @Test
  void theProblemNamesTheAttributeWhatWasExpectedAndWhatCame() {
    assertThat(
            problem(new FunctionCall(2, Function.ATOMIC_MOD, ValueCodec.zero(AttributeType.FLOAT))))
        .isEqualTo("function 0: attribute price: atomic_mod does not apply to type float");
    assertThat(problem(new FunctionCall(2, Function.ATOMIC_ADD, Bytes.utf8("abc"))))
        .isEqualTo(
            "function 0: attribute price: expected an argument of type float for atomic_add,"
                + " found 3 bytes that are none");
    assertThat(problem(new FunctionCall(1, Function.STRING_LTRIM, integer(-1))))
        .isEqualTo("function 0: attribute name: string_ltrim expects a count that is not negative");
    assertThat(problem(new FunctionCall(1, PATH, Function.SET, Bytes.EMPTY)))
        .isEqualTo(
            "function 0: attribute name at path 'a.b[2]': expected a document to look into, found"
                + " type string");
  }

  @Test
  void theKeyAndAttributesThatAreNotThereCannotBeChanged() {
    for (int position : new int[] {-1, 0, 4, Integer.MAX_VALUE}) {
      assertThat(problem(new FunctionCall(position, Function.SET, Bytes.EMPTY)))
          .isEqualTo("function 0: expected an attribute from position 1 to 3, found " + position);
    }
  }

  @Test
  void documentsWantWhatTheFunctionNeeds() {
    assertThat(problem(new FunctionCall(3, PATH, Function.ATOMIC_ADD, TEXT)))
        .endsWith("atomic_add expects a number");
    assertThat(problem(new FunctionCall(3, PATH, Function.STRING_APPEND, NUMBER)))
        .endsWith("string_append expects a string");
    assertThat(problem(new FunctionCall(3, Function.DOCUMENT_UNSET, Bytes.EMPTY)))
        .endsWith("document_unset expects a path");
    for (String to : new String[] {"", "a..b", "["}) {
      assertThat(problem(new FunctionCall(3, PATH, Function.DOCUMENT_RENAME, Bytes.utf8(to))))
          .endsWith("document_rename expects a path, and another path as its argument");
    }
    assertThat(problem(new FunctionCall(3, PATH, Function.ATOMIC_ADD, NUMBER))).isEmpty();
    assertThat(problem(new FunctionCall(3, PATH, Function.LIST_RPUSH, TEXT))).isEmpty();
  }

  @Test
  void aPathThatIsNoTextIsRefusedAndNotReplaced() {
    Bytes to = Bytes.wrap(new byte[] {'a', (byte) 0xff});
    assertThat(problem(new FunctionCall(3, PATH, Function.DOCUMENT_RENAME, to)))
        .endsWith("document_rename expects a path, and another path as its argument");
  }

  @Test
  void aWriteOfTooManyFunctionsIsRefused() {
    FunctionCall call = new FunctionCall(1, Function.STRING_APPEND, Bytes.utf8("x"));
    assertThat(CallChecker.problem(SCHEMA, Collections.nCopies(CallChecker.MAX_CALLS, call)))
        .isEmpty();
    assertThat(CallChecker.problem(SCHEMA, Collections.nCopies(CallChecker.MAX_CALLS + 1, call)))
        .isPresent();
  }

  @Test
  void whateverComesIsJudgedAndWhatIsLetThroughIsApplied() {
    int applied = 0;
    for (int seed = 0; seed < 20_000; seed++) {
      Values values = new Values(seed);
      AttributeType type = values.type();
      Function function = values.oneOf(List.of(Function.values()));
      AttributeType wanted = Signatures.argument(function, type).orElse(type);
      Bytes argument =
          values.below(4) == 0 ? values.bytes(20) : values.damaged(values.encoded(wanted));
      Schema schema =
          new Schema(List.of(new Attribute("k", AttributeType.STRING), new Attribute("a", type)));
      List<FunctionCall> calls = List.of(new FunctionCall(1, function, argument));
      if (CallChecker.problem(schema, calls).isEmpty()) {
        Bytes row = Row.of(List.of(values.encoded(type)));
        try {
          Bytes after = Functions.apply(schema, calls, row);
          assertThat(ValueCodec.isValid(type, Row.column(after, 0)))
              .as("seed %d: %s", seed, calls)
              .isTrue();
          applied++;
        } catch (FunctionFailure e) {
          assertThat(e.attribute()).as("seed %d: %s", seed, calls).isEqualTo(1);
        }
      }
    }
    assertThat(applied).isGreaterThan(500);
  }

  private static Bytes integer(long value) {
    return ValueCodec.encode(AttributeType.INT, new Value.Int(value));
  }

  private static String problem(FunctionCall call) {
    return CallChecker.problem(SCHEMA, List.of(call)).orElse("");
  }
}
