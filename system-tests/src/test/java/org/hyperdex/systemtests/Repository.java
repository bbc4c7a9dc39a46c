package org.hyperdex.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The checkout the tests run in, with its programs assembled from what has just been packaged. */
final class Repository {
  private static final long ASSEMBLY_MINUTES = 10;

  /** The folder of the checkout. */
  static final Path ROOT = root();

  /** The command line, its programs being there. */
  static final Path COMMAND = assembled();

  private Repository() {}

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("bin/hyperdex"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static Path assembled() {
    try {
      Process assembly =
          new ProcessBuilder(List.of(ROOT.resolve("bin/build-dist").toString(), "--assemble"))
              .inheritIO()
              .start();
      if (!assembly.waitFor(ASSEMBLY_MINUTES, TimeUnit.MINUTES) || assembly.exitValue() != 0) {
        assembly.destroyForcibly();
        throw new IllegalStateException("bin/build-dist --assemble fails");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return ROOT.resolve("bin/hyperdex");
  }
}
