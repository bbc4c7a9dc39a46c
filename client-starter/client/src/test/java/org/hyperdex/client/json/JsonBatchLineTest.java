package org.hyperdex.client.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.hyperdex.client.Condition;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.FailureOutcome;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBatchLineTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(new Attribute("k", AttributeType.STRING), new Attribute("n", AttributeType.INT)));
  private static final String PUT = "\"ops\": [{\"put\": {\"n\": 1}}]}";
  private static final Map<String, Value> ONE = Map.of("n", new Value.Int(1));

  private static WriteOperation operation(String members) {
    JsonBatchLine line = JsonBatchLine.parse(SCHEMA, "{\"key\": \"a\", " + members);
    assertThat(line.key()).isEqualTo(Value.Text.of("a"));
    return line.operation();
  }

  @Test
  void aPlainPutCreatesAndNothingElseDoesUnlessItSaysSo() {
    assertThat(operation(PUT)).isEqualTo(WriteOperation.put(ONE));
    assertThat(operation("\"create\": false, " + PUT))
        .isEqualTo(WriteOperation.update().putAll(ONE));
    assertThat(operation("\"if\": {}, " + PUT)).isEqualTo(WriteOperation.update().putAll(ONE));
    assertThat(operation("\"version\": \"3.17\", " + PUT))
        .isEqualTo(WriteOperation.putIfVersion(new Version(3, 17), ONE));
    assertThat(operation("\"ops\": [{\"atomic_add\": {\"n\": 1}}]}"))
        .isEqualTo(WriteOperation.update().atomicAdd("n", 1));
    assertThat(operation("\"create\": true, \"if\": {\"n\": 1}, " + PUT))
        .isEqualTo(
            WriteOperation.conditionalPutOrCreate(Condition.equal("n", new Value.Int(1)), ONE));
    assertThat(operation("\"version\": \"3.17\", \"ops\": [{\"del\": {}}]}"))
        .isEqualTo(WriteOperation.deleteIfVersion(new Version(3, 17)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nonsense | line",
        "[] | without a key",
        "{\"ops\": []} | without a key",
        "{\"key\": \"a\"} | ops: expected an array",
        "{\"key\": \"a\", \"more\": 1, \"ops\": []} | unknown member 'more'",
        "{\"key\": \"a\", \"create\": 1, \"ops\": [{\"del\": {}}]} | create: expected true or false",
        "{\"key\": \"a\", \"create\": true, \"ops\": [{\"del\": {}}]} | it creates nothing",
        "{\"key\": \"a\", \"version\": \"x\", \"ops\": [{\"del\": {}}]} | version: expected"
      })
  void whatIsWrongIsSaid(String line, String said) {
    HyperDexException failure =
        catchThrowableOfType(HyperDexException.class, () -> JsonBatchLine.parse(SCHEMA, line));
    assertThat(failure.code()).isEqualTo(ErrorCode.MALFORMED);
    assertThat(failure.outcome()).isEqualTo(FailureOutcome.NOT_APPLIED);
    assertThat(failure.detail()).contains(said);
  }
}
