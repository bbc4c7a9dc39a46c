package org.hyperdex.storage.rows;

import java.util.List;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDBException;

/** Has the engine write what it keeps in memory to files, which it does by itself when it likes. */
public final class MemoryToFiles {
  private MemoryToFiles() {}

  /** Rows and entries of indices are in files from now on. */
  public static void flush(RocksStore store) {
    try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
      store.database().flush(options, List.of(store.rows(), store.indices()));
    } catch (RocksDBException e) {
      throw new StorageFailure("flush", e);
    }
  }
}
