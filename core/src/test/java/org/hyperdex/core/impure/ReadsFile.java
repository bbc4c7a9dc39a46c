package org.hyperdex.core.impure;

import java.nio.file.Path;

/** Reads from a disk. */
public final class ReadsFile {

  boolean exists(Path path) {
    return path.toFile().exists();
  }
}
