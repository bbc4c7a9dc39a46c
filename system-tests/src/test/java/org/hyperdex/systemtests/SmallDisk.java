package org.hyperdex.systemtests;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A file system of its own, in memory, that is filled to the last byte at will. */
final class SmallDisk implements AutoCloseable {
  private static final Duration SHORT = Duration.ofSeconds(10);
  private static final int CHUNK_BYTES = 4096;

  private final Path folder;
  private final String problem;

  private SmallDisk(Path folder, String problem) {
    this.folder = folder;
    this.problem = problem;
  }

  /** Mounts one at {@code folder}, if this machine lets a test do so. */
  static SmallDisk mount(Path folder, int megabytes) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Program.Ended ended =
        Program.of(folder.getParent(), "mount", "-t", "tmpfs")
            .tryRun(SHORT, "-o", "size=" + megabytes + "m", "none", folder.toString());
    return new SmallDisk(folder, ended.succeeded() ? "" : "mount: " + ended.output().strip());
  }

  boolean isMounted() {
    return problem.isEmpty();
  }

  /** Why it is not mounted. */
  String problem() {
    return problem;
  }

  /** Takes all the room there is. */
  void fill() {
    try (OutputStream out = Files.newOutputStream(filler())) {
      byte[] chunk = new byte[CHUNK_BYTES];
      while (true) {
        out.write(chunk);
      }
    } catch (IOException e) {
      // There is no room left, which was the purpose.
    }
  }

  /** Gives the room back. */
  void free() {
    try {
      Files.delete(filler());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  @Override
  public void close() {
    if (isMounted()) {
      Program.of(folder.getParent(), "umount", "--lazy").run(SHORT, folder.toString());
    }
  }
}
