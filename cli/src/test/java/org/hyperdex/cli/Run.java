package org.hyperdex.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.hyperdex.cli.launch.Installation;
import org.hyperdex.client.json.JsonValues;
import tools.jackson.databind.JsonNode;

/** A command that was run, and what came of it. */
public record Run(int exitCode, String out, String err) {
  /** Where commands run. */
  public static final class Surroundings {
    private byte[] input = {};
    private FakeClient client = new FakeClient();
    private Installation installation =
        new Installation(Path.of("nowhere"), Path.of("nowhere"), Path.of("nowhere"));

    public Surroundings input(String text) {
      return input(text.getBytes(StandardCharsets.UTF_8));
    }

    public Surroundings input(byte[] bytes) {
      input = bytes.clone();
      return this;
    }

    public Surroundings client(FakeClient newClient) {
      client = newClient;
      return this;
    }

    public Surroundings installation(Installation newInstallation) {
      installation = newInstallation;
      return this;
    }

    /** Runs {@code arguments}. */
    public Run run(String... arguments) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      Shell shell =
          new Shell(
              new ByteArrayInputStream(input),
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8),
              options -> client.connectedWith(options),
              () -> installation);
      int exitCode = HyperDexCommand.commandLine(shell).execute(arguments);
      return new Run(
          exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
  }

  /** Runs {@code arguments} with an empty input and an empty cluster. */
  public static Run of(String... arguments) {
    return new Surroundings().run(arguments);
  }

  /** The lines of standard output. */
  public List<String> lines() {
    return out.lines().toList();
  }

  /** Standard output, which is one JSON value. */
  public JsonNode json() {
    return JsonValues.parse("output", out);
  }

  /** Standard error, which is one JSON value. */
  public JsonNode jsonError() {
    return JsonValues.parse("error", err);
  }
}
