package org.hyperdex.systemtests;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.hyperdex.client.Condition;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.SearchStream;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.core.data.Value;

/**
 * An application that writes and reads all the time, from several threads, each object with growing
 * numbers, and that notices how long it is kept waiting and every failure.
 */
final class SteadyWriter implements AutoCloseable {
  /** What it writes to. */
  static final String SPACE =
      """
      space phonebook
      key username
      attributes first, last, int phone
      subspace first, last, phone
      create 8 partitions
      tolerate 2 failures
      """;

  static final String SPACE_NAME = "phonebook";

  private static final int KEYS_PER_THREAD = 40;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final HyperDexClient client;
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final List<AtomicLong> perThread = new ArrayList<>();
  private final AtomicLong longestNanos = new AtomicLong();
  private volatile boolean stopping;

  SteadyWriter(HyperDexClient client, int parallel) {
    this.client = client;
    for (int i = 0; i < parallel; i++) {
      perThread.add(new AtomicLong());
    }
    for (int i = 0; i < parallel; i++) {
      int number = i;
      threads.add(Thread.ofPlatform().name("writer-" + i).start(() -> write(number)));
    }
  }

  private void write(int number) {
    long last = System.nanoTime();
    for (long value = 1; !stopping; value++) {
      String key = "writer" + number + "-" + value % KEYS_PER_THREAD;
      try {
        HyperDexClient.await(
            client.write(
                SPACE_NAME, Value.Text.of(key), WriteOperation.put(person(number, value))));
        acknowledged.put(key, value);
        perThread.get(number).incrementAndGet();
        long found = phone(key).orElse(-1L);
        if (found != value) {
          failures.add("read " + found + " of " + key + " after " + value + " was written");
        }
      } catch (HyperDexException e) {
        failures.add(key + " = " + value + ": " + e);
      }
      long now = System.nanoTime();
      long waited = now - last;
      longestNanos.accumulateAndGet(waited, Math::max);
      last = now;
    }
  }

  private static Map<String, Value> person(int number, long value) {
    return Map.of(
        "first", Value.Text.of("John" + value % 7),
        "last", Value.Text.of("Smith" + number),
        "phone", new Value.Int(value));
  }

  private Optional<Long> phone(String key) {
    return HyperDexClient.await(client.get(SPACE_NAME, Value.Text.of(key)))
        .flatMap(object -> object.attribute("phone"))
        .map(value -> ((Value.Int) value).value());
  }

  /** Writes that were acknowledged so far. */
  long writes() {
    return perThread.stream().mapToLong(AtomicLong::get).sum();
  }

  /** Waits until each thread has written {@code count} times more, however often others have. */
  void awaitWrites(int count) {
    List<Long> goals = perThread.stream().map(written -> written.get() + count).toList();
    await()
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(10))
        .until(() ->
            IntStream.range(0, goals.size())
                .allMatch(thread -> perThread.get(thread).get() >= goals.get(thread)));
  }

  /** The longest time one thread went without a write and a read, since this was last asked. */
  Duration takeLongestWait() {
    return Duration.ofNanos(longestNanos.getAndSet(0));
  }

  /** What should not have been: failed operations and stale reads. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Objects that are not what the last acknowledged write made them; for when it has stopped. */
  List<String> lost() {
    List<String> lost = new ArrayList<>();
    acknowledged.forEach((key, value) -> {
      Optional<Long> found = phone(key);
      if (found.isEmpty() || !found.get().equals(value)) {
        lost.add(key + " is " + found + ", not " + value);
      }
    });
    long found;
    try (SearchStream search = client.search(SPACE_NAME, Condition.ALL)) {
      found = search.stream().count();
    }
    if (found != acknowledged.size()) {
      lost.add("a search finds " + found + " of " + acknowledged.size() + " objects");
    }
    return lost;
  }

  /** Ends the threads; returns when the operations under way have ended. */
  void stop() {
    stopping = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    stop();
  }
}
