package org.hyperdex.storage.rows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's native code, loaded once for a process.
 *
 * <p>By itself the engine unpacks it among the system's temporary files, under another name each
 * time, and deletes it when the process ends in order. A server that is killed would leave it
 * behind. In the server's own directory it is replaced at the next start.
 */
final class EngineLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(EngineLibrary.class);

  private EngineLibrary() {}

  /** Loads it from {@code directory}, which is made, or else as the engine does. */
  static void load(Path directory) {
    try {
      Files.createDirectories(directory);
      NativeLibraryLoader.getInstance().loadLibrary(directory.toString());
    } catch (IOException | RuntimeException | UnsatisfiedLinkError e) {
      // Perhaps nothing in it may be executed.
      LOG.info("the engine is loaded from the system's temporary files, not from {}", directory, e);
    }
    RocksDB.loadLibrary();
  }
}
