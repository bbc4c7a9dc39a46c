package org.hyperdex.coordinator.directory;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A node's data directory, locked for this process from {@link #open} to {@link #close}.
 *
 * <p>Files are replaced as a whole and are on disk when a method returns. Thread-safe.
 */
public final class DataDirectory implements AutoCloseable {
  private static final String LOCK = "LOCK";
  private static final String IDENTITY = "identity";
  private static final String COORDINATORS = "coordinators";
  private static final String RAFT = "raft";

  private final Path path;
  private final FileChannel lockChannel;

  private DataDirectory(Path path, FileChannel lockChannel) {
    this.path = path;
    this.lockChannel = lockChannel;
  }

  /**
   * Makes the directory if there is none, and locks it.
   *
   * @throws DataDirectoryException if another process uses it, or it cannot be written
   */
  public static DataDirectory open(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    try {
      Files.createDirectories(absolute);
      FileChannel channel =
          FileChannel.open(
              absolute.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!tryLock(channel)) {
        channel.close();
        throw new DataDirectoryException(
            "the data directory is in use by another coordinator: "
                + absolute
                + "; stop that process or choose another directory");
      }
      return new DataDirectory(absolute, channel);
    } catch (IOException e) {
      throw new DataDirectoryException("the data directory cannot be used: " + absolute, e);
    }
  }

  // The lock lives as long as its channel, which the directory owns.
  @SuppressWarnings("resource")
  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Where the directory is, absolute. */
  public Path path() {
    return path;
  }

  /** Where the replicated log lives. */
  public Path raft() {
    return path.resolve(RAFT);
  }

  /** Whether a replicated log was ever begun here. */
  public boolean hasLog() {
    try (var entries = Files.newDirectoryStream(raft())) {
      return entries.iterator().hasNext();
    } catch (java.nio.file.NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Who lives here; empty in a fresh directory.
   *
   * @throws DataDirectoryException if it is of another format, or it is not an identity
   */
  public Optional<Identity> identity() {
    Path file = path.resolve(IDENTITY);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Properties properties = new Properties();
      properties.load(new StringReader(Files.readString(file)));
      int format = Integer.parseInt(required(properties, "format"));
      if (format != FormatVersion.CURRENT.number()) {
        throw new DataDirectoryException(
            "the data directory was written by "
                + (format > FormatVersion.CURRENT.number() ? "a newer" : "an older")
                + " version: format "
                + format
                + ", this program reads "
                + FormatVersion.CURRENT.number()
                + " only; use the program that wrote it, or another directory: "
                + path);
      }
      return Optional.of(
          new Identity(
              required(properties, "cluster"),
              required(properties, "node"),
              required(properties, "peer"),
              required(properties, "address"),
              Identity.Phase.valueOf(required(properties, "phase"))));
    } catch (IOException | IllegalArgumentException e) {
      throw new DataDirectoryException("the identity cannot be read: " + file, e);
    }
  }

  private static String required(Properties properties, String name) {
    String value = properties.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException("missing: " + name);
    }
    return value;
  }

  /** Writes who lives here. */
  public void writeIdentity(Identity identity) {
    replace(
        IDENTITY,
        List.of(
            "format=" + FormatVersion.CURRENT.number(),
            "cluster=" + identity.clusterId(),
            "node=" + identity.nodeId(),
            "peer=" + identity.peerId(),
            "address=" + identity.address(),
            "phase=" + identity.phase()));
  }

  /** The client addresses of the cluster's nodes as last written; empty if never. */
  public List<String> knownCoordinators() {
    Path file = path.resolve(COORDINATORS);
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Remembers the client addresses of the cluster's nodes. */
  public void writeKnownCoordinators(List<String> addresses) {
    if (!addresses.equals(knownCoordinators())) {
      replace(COORDINATORS, addresses);
    }
  }

  private synchronized void replace(String name, List<String> lines) {
    Path temporary = path.resolve(name + ".new");
    try {
      byte[] content = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(
          temporary,
          path.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      // The new name survives a power loss only when the directory itself is on disk.
      try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
        directory.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path.resolve(name), e);
    }
  }

  /** Gives the directory free. */
  @Override
  public void close() {
    try {
      lockChannel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
