package org.hyperdex.cli.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.CommandFailure;
import org.hyperdex.cli.Shell;
import org.hyperdex.cli.Spaces;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.WriteBatch;
import org.hyperdex.client.WriteResult;
import org.hyperdex.client.json.JsonBatchLine;
import org.hyperdex.core.schema.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Carries out many writes. */
@Command(
    name = "batch",
    description = {
      "Carry out many writes: a line of JSON each, answered by a line of JSON each, in order.",
      "A batch is no transaction: each line takes effect or fails for itself, those of one object in"
          + " their order. Fails if a line does. --timeout bounds each write.",
      "A line is {\"key\": .., \"ops\": [OPERATION, ..]}, where it is asked for with \"if\": PREDICATES,",
      "\"version\": VERSION and \"create\": true. Puts that ask for nothing make the object if it is",
      "not there."
    },
    footer = {
      "",
      "For example:",
      "  echo '{\"key\": \"jsmith1\", \"ops\": [{\"put\": {\"phone\": 5}}]}' | hyperdex batch phonebook"
    })
final class BatchCommand extends ClusterCommand {
  private static final String STANDARD_INPUT = "-";
  private static final int AT_A_TIME = 512;

  @Parameters(index = "0", paramLabel = "SPACE", description = "The name of the space.")
  private String space = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "Where the lines are; standard input if left out, or -.")
  private String file = STANDARD_INPUT;

  /** A line that has been begun. */
  private record Begun(long line, CompletableFuture<WriteResult> write) {}

  private final Deque<Begun> underWay = new ArrayDeque<>();
  private long lines;
  private long failed;

  BatchCommand(Shell shell) {
    super(shell, "batch");
  }

  @Override
  protected void check() {
    if (!file.equals(STANDARD_INPUT) && !Files.isReadable(Path.of(file))) {
      throw new CommandFailure("USAGE", "there is no file '" + file + "' that can be read");
    }
  }

  @Override
  protected int run(HyperDexClient client) {
    Schema schema = Spaces.named(client, space).schema();
    WriteBatch batch = client.batch(space, callOptions());
    long line = 1;
    try (BufferedReader in = reader()) {
      for (String text = in.readLine(); text != null; text = in.readLine()) {
        if (!text.isBlank()) {
          underWay.addLast(new Begun(line, begin(batch, schema, text)));
        }
        answer(AT_A_TIME);
        line++;
      }
    } catch (CharacterCodingException e) {
      answer(0);
      throw failure("MALFORMED", "line " + line + " or one soon after it is not UTF-8");
    } catch (IOException e) {
      answer(0);
      throw failure("UNREADABLE", "line " + line + " cannot be read: " + e.getMessage());
    }
    answer(0);
    if (failed > 0) {
      throw failure("FAILED_LINES", "%d of %d lines failed".formatted(failed, lines));
    }
    return DONE;
  }

  private BufferedReader reader() throws IOException {
    InputStream in =
        file.equals(STANDARD_INPUT) ? shell().in() : Files.newInputStream(Path.of(file));
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
  }

  private static CompletableFuture<WriteResult> begin(
      WriteBatch batch, Schema schema, String text) {
    try {
      JsonBatchLine read = JsonBatchLine.parse(schema, text);
      return batch.write(read.key(), read.operation());
    } catch (HyperDexException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Answers what has ended, and waits until no more than {@code most} are under way. */
  private void answer(int most) {
    while (!underWay.isEmpty()
        && (underWay.size() > most || underWay.getFirst().write().isDone())) {
      Begun first = underWay.removeFirst();
      print(answer(first));
      answered();
    }
  }

  private ObjectNode answer(Begun begun) {
    ObjectNode answer = object().put("line", begun.line());
    lines++;
    try {
      WriteResult result = HyperDexClient.await(begun.write()).orThrow();
      return answer
          .put("outcome", result.outcome().name())
          .put("version", result.version().toString());
    } catch (HyperDexException e) {
      failed++;
      answer.put("outcome", e.outcome().name()).put("error", e.code().name());
      e.context().forEach(answer::put);
      return answer.put("detail", e.detail());
    }
  }
}
