package org.hyperdex.cli.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.hyperdex.cli.CommandFailure;
import org.jspecify.annotations.Nullable;

/** The folder of a local cluster, held by one {@code hyperdex up} at a time. */
final class DataFolder implements AutoCloseable {
  private final FileChannel channel;

  private DataFolder(FileChannel channel) {
    this.channel = channel;
  }

  /** Makes the folder if need be, and takes it. */
  static DataFolder take(Path path) {
    try {
      Files.createDirectories(path.resolve("logs"));
      FileChannel channel =
          FileChannel.open(
              path.resolve("up.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new CommandFailure(
            "IN_USE",
            "another 'hyperdex up' is running on " + path + ": stop it, or choose another --data");
      }
      return new DataFolder(channel);
    } catch (IOException e) {
      throw new CommandFailure(
          "INPUT", "cannot use " + path + " for data (" + e + "): choose another --data");
    }
  }

  // The lock lives as long as its channel, which this object owns.
  @SuppressWarnings("resource")
  private static boolean locked(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The process ends, and the lock with it.
    }
  }
}
