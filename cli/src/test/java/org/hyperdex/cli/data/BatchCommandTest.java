package org.hyperdex.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.hyperdex.cli.Clusters;
import org.hyperdex.cli.FakeClient;
import org.hyperdex.cli.Run;
import org.hyperdex.client.Condition;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.WriteResult;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many writes by one command. */
class BatchCommandTest {
  private static final String PUT = "{\"key\": \"a\", \"ops\": [{\"put\": {\"phone\": 5}}]}";

  private final FakeClient client = Clusters.phonebookClient();

  private Run run(String input, String... arguments) {
    return new Run.Surroundings().client(client).input(input).run(arguments);
  }

  @Test
  void eachLineIsCarriedOutAndAnsweredInOrder() {
    Run run =
        run(
            PUT
                + "\n\n"
                + "{\"key\": \"b\", \"if\": {\"last\": \"Doe\"}, \"version\": \"3.17\", \"ops\":"
                + " [{\"atomic_add\": {\"phone\": 1}}]}\n"
                + "{\"key\": \"c\", \"create\": true, \"ops\": [{\"atomic_add\": {\"phone\": 1}}]}\n"
                + "{\"key\": \"d\", \"ops\": [{\"del\": {}}]}",
            "batch",
            "phonebook");
    assertThat(run.exitCode()).isZero();
    assertThat(run.lines())
        .containsExactly(
            "{\"line\":1,\"outcome\":\"OK\",\"version\":\"1.2\"}",
            "{\"line\":3,\"outcome\":\"OK\",\"version\":\"1.2\"}",
            "{\"line\":4,\"outcome\":\"OK\",\"version\":\"1.2\"}",
            "{\"line\":5,\"outcome\":\"OK\",\"version\":\"1.2\"}");
    assertThat(client.writes)
        .containsExactly(
            WriteOperation.put(Map.of("phone", new Value.Int(5))),
            WriteOperation.update()
                .atomicAdd("phone", 1)
                .onlyIf(Condition.equal("last", Value.Text.of("Doe")))
                .onlyIfVersion(Version.parse("3.17")),
            WriteOperation.upsert().atomicAdd("phone", 1),
            WriteOperation.delete());
  }

  @Test
  void aLineThatFailsIsAnsweredAndTheOthersAreCarriedOut() {
    client.result = new WriteResult(Outcome.GUARD_FAILED, Version.NONE, Optional.of("phone"));
    Run run = run("nonsense\n" + PUT + "\n{\"key\": \"a\"}", "batch", "phonebook", "-");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.lines()).hasSize(3);
    assertThat(run.lines().get(0)).contains("\"line\":1", "NOT_APPLIED", "MALFORMED");
    assertThat(run.lines().get(1))
        .contains("\"line\":2", "GUARD_FAILED", "\"attribute\":\"phone\"");
    assertThat(run.lines().get(2)).contains("\"line\":3", "ops: expected an array");
    assertThat(client.writes).hasSize(1);
    assertThat(run.err()).startsWith("could not batch: 3 of 3 lines failed");
  }

  @Test
  void linesComeFromAFile(@TempDir Path folder) throws Exception {
    Path lines = Files.writeString(folder.resolve("lines"), (PUT + "\r\n").repeat(2_000));
    Run run = run("", "batch", "phonebook", lines.toString());
    assertThat(run.exitCode()).isZero();
    assertThat(run.lines()).hasSize(2_000);
    assertThat(client.writes).hasSize(2_000);
    assertThat(run("", "batch", "phonebook", lines + ".none").err()).contains("there is no file");
  }

  @Test
  void whatIsNotUtf8IsNotWritten() {
    Run run =
        new Run.Surroundings()
            .client(client)
            .input(new byte[] {'{', (byte) 0xe9, '}', '\n'})
            .run("batch", "phonebook");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("line 1 or one soon after it is not UTF-8");
    assertThat(client.writes).isEmpty();
  }

  @Test
  void anUnknownSpaceIsSaidBeforeAnyLineIsRead() {
    client.failing(ErrorCode.UNKNOWN_SPACE, "there is no space none");
    Run run = run(PUT, "batch", "none");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(client.writes).isEmpty();
  }
}
