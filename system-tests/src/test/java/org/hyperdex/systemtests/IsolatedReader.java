package org.hyperdex.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;

/**
 * A {@link StubbornReader} in a process of its own, which can stand where a server is cut off from
 * all others. It prints what it is answered, one answer in a line.
 */
final class IsolatedReader implements AutoCloseable {
  private final Process process;
  private final Path answers;

  /** Starts one beside a server; it reads those of the writer's objects that the server leads. */
  IsolatedReader(
      Configuration configuration, long server, SteadyWriter writer, List<String> place, Path out) {
    answers = out;
    Server to = configuration.server(server).orElseThrow();
    List<String> command = new ArrayList<>(place);
    command.addAll(
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            IsolatedReader.class.getName(),
            configuration.clusterId(),
            to.host(),
            Integer.toString(to.port()),
            Long.toString(to.id()),
            Long.toString(to.incarnation())));
    for (StubbornReader.Asked object : StubbornReader.ledBy(configuration, server, writer)) {
      command.add(hex(object.key()) + ":" + object.region() + ":" + object.epoch());
    }
    try {
      process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many answers it has got so far. */
  long answers() {
    try (Stream<String> lines = Files.lines(answers)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** When the newest answer that has come was asked for; 0 if none has come. */
  long newestBegin() {
    try (Stream<String> lines = Files.lines(answers)) {
      return lines
          .filter(line -> line.endsWith(";"))
          .mapToLong(line -> Long.parseLong(line.split(" ", -1)[0]))
          .max()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the process and writes what it was answered into the writer's book. */
  void tell(SteadyWriter writer) {
    close();
    try (Stream<String> lines = Files.lines(answers)) {
      lines.forEach(line -> {
        String[] parts = line.split(" ", -1);
        if (line.endsWith(";")) {
          writer
              .book()
              .answered(
                  Long.parseLong(parts[0]),
                  Long.parseLong(parts[1]),
                  bytes(parts[2]),
                  parts[3].equals("-")
                      ? Optional.empty()
                      : Optional.of(new StoredRow(Version.parse(parts[3]), bytes(parts[4]))));
        }
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /** In the process of its own: reads until it is killed. */
  public static void main(String[] arguments) throws InterruptedException {
    Server server =
        new Server(
            Long.parseLong(arguments[3]),
            arguments[1],
            Integer.parseInt(arguments[2]),
            ServerState.AVAILABLE,
            "",
            Long.parseLong(arguments[4]));
    List<StubbornReader.Asked> objects =
        Stream.of(arguments)
            .skip(5)
            .map(argument -> argument.split(":", -1))
            .map(parts ->
                new StubbornReader.Asked(
                    bytes(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2])))
            .toList();
    try (var _ = new StubbornReader(arguments[0], server, objects, IsolatedReader::print)) {
      Thread.currentThread().join();
    }
  }

  private static void print(long begin, Bytes key, Optional<StoredRow> row) {
    System.out.println(
        begin
            + " "
            + HistoryBook.now()
            + " "
            + hex(key)
            + " "
            + row.map(found -> found.version() + " " + hex(found.row())).orElse("-")
            + " ;");
  }

  private static String hex(Bytes bytes) {
    return HexFormat.of().formatHex(bytes.array());
  }

  private static Bytes bytes(String hex) {
    return Bytes.wrap(HexFormat.of().parseHex(hex));
  }
}
