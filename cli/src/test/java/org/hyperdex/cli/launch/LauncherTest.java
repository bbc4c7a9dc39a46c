package org.hyperdex.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hyperdex.cli.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/hyperdex} as a process. */
class LauncherTest {
  private static final Path HYPERDEX = TestInstallation.bin().resolve("hyperdex");

  @TempDir private Path folder;
  private Path programs;

  @BeforeEach
  void install() throws IOException {
    programs = Files.createDirectory(folder.resolve("programs"));
    TestInstallation.in(programs);
  }

  private ProcessBuilder process(Path script, String... arguments) {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("HYPERDEX_DIST", programs.toString());
    return builder;
  }

  private Run run(ProcessBuilder builder, String input) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @Test
  void itAnswersAndWarnsOfNothing() throws Exception {
    Run run = run(process(HYPERDEX, "--help"), "");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Usage: hyperdex");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void itWorksThroughLinksFromAnywhere() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), HYPERDEX);
    Path relative = Files.createSymbolicLink(folder.resolve("hd"), link.getFileName());
    assertThat(run(process(relative, "validate-space"), "space s # x\nkey k"))
        .isEqualTo(new Run(0, "", ""));
    Run invalid = run(process(relative, "validate-space"), "space s\nkee k");
    assertThat(invalid.exitCode()).isEqualTo(1);
    assertThat(invalid.err()).startsWith("invalid hyperspace: line 2, column 1");
    Files.delete(relative);
    Files.delete(link);
  }

  @Test
  void anArgumentArrivesAsItIs() throws Exception {
    Run run = run(process(HYPERDEX, "server-kill", "it's $HOME"), "");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("server id must be a number, not 'it's $HOME'");
  }

  @Test
  void aMistakeInAServicesFlagsStartsNothing() throws Exception {
    Run run = run(process(HYPERDEX, "daemon", "-p", "70000"), "");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("port number to listen on is out of range");
    Run help = run(process(HYPERDEX, "daemon", "--help"), "");
    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).startsWith("Usage: hyperdex daemon");
  }

  @Test
  void itBecomesTheService() throws Exception {
    int port = FreePorts.forCoordinators(1);
    assertBecomesCoordinator(process(HYPERDEX, "coordinator", "-p", "" + port, "-D", "my data"));
  }

  @Test
  void replicantDaemonIsASynonymOfCoordinator() throws Exception {
    int port = FreePorts.forCoordinators(1);
    Path replicant = TestInstallation.bin().resolve("replicant");
    assertBecomesCoordinator(process(replicant, "daemon", "-p", "" + port, "-D", "my data"));
    Run other = run(process(replicant, "poke"), "");
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err()).contains("only 'replicant daemon' is known");
  }

  private static void assertBecomesCoordinator(ProcessBuilder builder) throws Exception {
    Process process = builder.redirectErrorStream(true).start();
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(lines.readLine())
          .startsWith("started coordinator ")
          .endsWith("--hyperdex.coordinator.data=my data");
      assertThat(process.info().command()).get().asString().endsWith("java");
      // Not destroy(), which would close the output as well.
      process.toHandle().destroy();
      assertThat(lines.readLine()).startsWith("stopped");
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void whatIsNotBuiltIsSaid() throws Exception {
    ProcessBuilder builder = process(HYPERDEX, "list-spaces");
    builder.environment().put("HYPERDEX_DIST", folder.resolve("nothing").toString());
    Run run = run(builder, "");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines()).singleElement().asString().contains("run").contains("build-dist");
  }

  @Test
  void anOldJdkIsPassedOver() throws Exception {
    Path old = Files.createDirectories(folder.resolve("old-jdk/bin"));
    Files.createFile(old.resolve("java")).toFile().setExecutable(true);
    Files.writeString(old.resolveSibling("release"), "JAVA_VERSION=\"21.0.1\"\n");
    ProcessBuilder builder = process(HYPERDEX, "--version");
    builder.environment().put("JAVA_HOME", old.getParent().toString());
    builder
        .environment()
        .merge("PATH", System.getProperty("java.home") + "/bin", (path, jdk) -> jdk + ":" + path);
    assertThat(run(builder, "").exitCode()).isZero();
  }
}
