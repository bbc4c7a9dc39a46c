package org.hyperdex.storage.rows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server's data directory, locked by this process.
 *
 * <pre>
 * identity   text: format, server id, cluster id
 * lock       held while a process uses the directory
 * rows/      the engine's files
 * engine/    its native code, unpacked at each start
 * </pre>
 *
 * The identity is written before anything else and replaced atomically, so a directory that has
 * files and no identity was not made by a storage server and is refused.
 */
public final class DataDirectory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);
  private static final String IDENTITY = "identity";
  private static final String NEW_IDENTITY = "identity.new";
  private static final String LOCK = "lock";

  /** Identities stay below: readers of JSON that know only doubles see them exactly. */
  private static final long EXACT_IN_JSON = 1L << 53;

  private static final Set<String> NOT_GARBAGE = Set.of(LOCK, NEW_IDENTITY, "lost+found");

  private final Path path;
  private final FileChannel lockFile;
  private Identity identity;

  private DataDirectory(Path path, FileChannel lockFile, Identity identity) {
    this.path = path;
    this.lockFile = lockFile;
    this.identity = identity;
  }

  /**
   * Locks the directory and reads whose it is; makes it, with a new identity, if it is missing or
   * empty.
   *
   * @throws DataDirectoryException if another process uses it, or it holds something else
   */
  public static DataDirectory open(Path path) {
    FileChannel lockFile = null;
    try {
      Files.createDirectories(path);
      lockFile = lock(path);
      Optional<Identity> known = readIdentity(path);
      if (known.isEmpty()) {
        refuseGarbage(path);
        known = Optional.of(new Identity(newServerId(), ""));
        writeIdentity(path, known.get());
      }
      return new DataDirectory(path, lockFile, known.get());
    } catch (IOException e) {
      closeQuietly(lockFile);
      throw new DataDirectoryException(
          "cannot use the data directory " + path + ": " + e + "; check its path and permissions",
          e);
    } catch (DataDirectoryException e) {
      closeQuietly(lockFile);
      throw e;
    }
  }

  /** Whose directory it is. */
  public synchronized Identity identity() {
    return identity;
  }

  /**
   * Writes down which cluster the server has joined.
   *
   * @throws DataDirectoryException if it belongs to another cluster
   */
  public synchronized void join(String clusterId) {
    if (identity.clusterId().equals(clusterId)) {
      return;
    }
    if (!identity.clusterId().isEmpty()) {
      throw new DataDirectoryException(
          "the data directory "
              + path
              + " belongs to cluster "
              + identity.clusterId()
              + ", the coordinator to cluster "
              + clusterId
              + "; name that cluster's coordinators, or an empty directory");
    }
    Identity joined = new Identity(identity.serverId(), clusterId);
    try {
      writeIdentity(path, joined);
    } catch (IOException e) {
      throw new StorageFailure("write the identity", e);
    }
    identity = joined;
  }

  /** Where the engine's native code is unpacked. */
  Path engine() {
    return path.resolve("engine");
  }

  /** Where the engine keeps its files. */
  public Path rows() {
    return path.resolve("rows");
  }

  /** Lets another process use the directory. */
  @Override
  public void close() {
    closeQuietly(lockFile);
  }

  private static FileChannel lock(Path path) throws IOException {
    FileChannel file =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock;
    try {
      lock = file.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      file.close();
      throw new DataDirectoryException(
          "the data directory "
              + path
              + " is in use by another process; stop that one, or name another directory");
    }
    return file;
  }

  private static void refuseGarbage(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      Optional<String> garbage =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(name -> !NOT_GARBAGE.contains(name))
              .sorted()
              .findFirst();
      if (garbage.isPresent()) {
        throw new DataDirectoryException(
            "the directory "
                + path
                + " is not a storage server's, it holds '"
                + garbage.get()
                + "'; name an empty directory");
      }
    }
  }

  private static long newServerId() {
    return new SecureRandom().nextLong(1, EXACT_IN_JSON);
  }

  private static Optional<Identity> readIdentity(Path path) throws IOException {
    Path file = path.resolve(IDENTITY);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new DataDirectoryException("cannot read " + file + "; it is damaged: " + e, e);
    }
    String format = properties.getProperty("format", "");
    if (!format.equals(Integer.toString(FormatVersion.current().number()))) {
      throw new DataDirectoryException(
          "the data directory "
              + path
              + " has format '"
              + format
              + "', this server reads format "
              + FormatVersion.current().number()
              + "; use the version of HyperDex that wrote it");
    }
    try {
      long serverId = Long.parseUnsignedLong(properties.getProperty("server", ""));
      return Optional.of(new Identity(serverId, properties.getProperty("cluster", "")));
    } catch (IllegalArgumentException e) {
      throw new DataDirectoryException(
          "cannot read " + file + "; its line 'server=' does not hold a number of 64 bits", e);
    }
  }

  private static void writeIdentity(Path path, Identity identity) throws IOException {
    String text =
        String.join(
            "\n",
            List.of(
                "format=" + FormatVersion.current().number(),
                "server=" + Long.toUnsignedString(identity.serverId()),
                "cluster=" + identity.clusterId(),
                ""));
    Path fresh = path.resolve(NEW_IDENTITY);
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, path.resolve(IDENTITY), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // The lock ends with the process in any case.
        LOG.debug("closing a lock file failed", e);
      }
    }
  }
}
