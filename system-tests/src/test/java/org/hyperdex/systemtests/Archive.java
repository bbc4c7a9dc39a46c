package org.hyperdex.systemtests;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.core.data.Value;

/** A space with so many bytes in it that one sees whether they are copied. */
final class Archive implements AutoCloseable {
  private static final String NAME = "archive";
  private static final String TEXT = "what is kept ".repeat(160);

  private final HyperDexClient client;

  /** Adds the space. */
  Archive(HyperDexClient client) {
    this.client = client;
    client
        .admin()
        .addSpace(
            "space " + NAME + " key id attributes text create 4 partitions tolerate 2 failures");
  }

  /** Gives the first {@code count} objects new texts. */
  void store(int count) {
    store(IntStream.range(0, count));
  }

  /** Gives objects new texts, all at once; those whose numbers are near are kept near. */
  void store(IntStream numbers) {
    CompletableFuture<?>[] writes =
        numbers
            .mapToObj(number ->
                client.write(
                    NAME,
                    Value.Text.of("object%06d".formatted(number)),
                    WriteOperation.put(Map.of("text", Value.Text.of(System.nanoTime() + TEXT)))))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(writes).join();
  }

  /** About what {@code count} objects are long. */
  static long bytes(int count) {
    return (long) count * TEXT.length();
  }

  /** Removes the space. */
  @Override
  public void close() {
    client.admin().removeSpace(NAME);
  }
}
