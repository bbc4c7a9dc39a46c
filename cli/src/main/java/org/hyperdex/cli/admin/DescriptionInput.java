package org.hyperdex.cli.admin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hyperdex.cli.CommandFailure;
import org.hyperdex.core.schema.DescriptionError;
import org.hyperdex.core.schema.SpaceDescription;
import org.hyperdex.core.schema.SpaceDescriptionException;
import org.hyperdex.core.schema.SpaceLimits;
import org.hyperdex.core.schema.SpaceParser;
import picocli.CommandLine.Option;

/**
 * The description of a space, from standard input or a file, verbatim: line ends and comments
 * count.
 */
final class DescriptionInput {
  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Read the description from a file instead of standard input.")
  private Optional<Path> file = Optional.empty();

  /** Reads the text. */
  String read(String intent, InputStream standardInput) {
    try {
      byte[] bytes = file.isPresent() ? bytesOf(file.get()) : bytesOf(standardInput);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw unreadable(intent, "there is no file " + e.getFile());
    } catch (CharacterCodingException e) {
      throw unreadable(intent, "the description is not UTF-8 text");
    } catch (IOException e) {
      throw unreadable(intent, "the description cannot be read: " + e);
    }
  }

  /** The description that {@code text} gives, or a failure that shows the place. */
  static SpaceDescription parse(String prefix, String text) {
    try {
      return SpaceParser.parseNew(text);
    } catch (SpaceDescriptionException e) {
      DescriptionError error = e.error();
      Map<String, Object> context = new LinkedHashMap<>();
      context.put("line", error.line());
      context.put("column", error.column());
      context.put("rule", error.rule().id());
      throw new CommandFailure(
          "INVALID_SPACE",
          prefix + ": " + error + " [" + error.rule().id() + "]",
          excerpt(e.rendering()),
          context);
    }
  }

  /** The lines below the first, which is the message; none if they would show an empty line. */
  private static String excerpt(String rendering) {
    int end = rendering.indexOf('\n');
    String excerpt = end < 0 ? "" : rendering.substring(end + 1);
    return excerpt.startsWith("\n") ? "" : excerpt;
  }

  private static byte[] bytesOf(Path file) throws IOException {
    try (InputStream input = Files.newInputStream(file)) {
      return bytesOf(input);
    }
  }

  /** Enough for the parser to say that it is too much. */
  private static byte[] bytesOf(InputStream input) throws IOException {
    return input.readNBytes(4 * SpaceLimits.TEXT_CHARACTERS + 4);
  }

  private static CommandFailure unreadable(String intent, String why) {
    return new CommandFailure("INPUT", "could not " + intent + ": " + why);
  }
}
