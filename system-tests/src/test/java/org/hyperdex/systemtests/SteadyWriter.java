package org.hyperdex.systemtests;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.hyperdex.client.Condition;
import org.hyperdex.client.FailureOutcome;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.SearchStream;
import org.hyperdex.client.StoredObject;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.WriteResult;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Operator;

/**
 * An application that writes and reads all the time: several threads change the same objects,
 * mostly on condition that they are as they were read, move them from region to region, remove them
 * and create them again. It notices how long it is kept waiting and every failure, and writes down
 * all it learns, to be judged when it has stopped.
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

  private static final int KEYS = 120;
  private static final int FIRST_NAMES = 7;
  private static final int LAST_NAMES = 5;

  /**
   * One of so many operations is a search, one is a count, and one of so many changes is
   * unconditional.
   */
  private static final int RARELY = 40;

  /** One of so many changes of an object removes it. */
  private static final int SOMETIMES = 8;

  /** What an application does between operations; it leaves the servers' processors some room. */
  private static final long THINKING_NANOS = 1_000_000;

  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final AtomicLong WRITERS = new AtomicLong();

  private final HyperDexClient client;
  private final String name;
  private final HistoryBook book = new HistoryBook();
  private final List<Thread> threads = new ArrayList<>();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final List<AtomicLong> perThread = new ArrayList<>();
  private final AtomicLong longestNanos = new AtomicLong();
  private final AtomicLong phones = new AtomicLong();
  private volatile boolean stopping;

  /** Begins, with objects of its own. */
  SteadyWriter(HyperDexClient client, int parallel) {
    this.client = client;
    this.name = "writer" + WRITERS.incrementAndGet();
    for (int i = 0; i < parallel; i++) {
      perThread.add(new AtomicLong());
    }
    for (int i = 0; i < parallel; i++) {
      int number = i;
      threads.add(Thread.ofPlatform().name(name + "-" + i).start(() -> work(number)));
    }
  }

  private void work(int number) {
    SplittableRandom random = new SplittableRandom(number);
    while (!stopping) {
      LockSupport.parkNanos(THINKING_NANOS);
      long begun = System.nanoTime();
      switch (random.nextInt(RARELY)) {
        case 0 -> search(lastName(random));
        case 1 -> count(lastName(random));
        default -> change(number, random);
      }
      longestNanos.accumulateAndGet(System.nanoTime() - begun, Math::max);
    }
  }

  /** Reads an object and changes it if nobody else has done so. */
  private void change(int number, SplittableRandom random) {
    String key = key(random.nextInt(KEYS));
    Optional<StoredObject> found;
    try {
      found = read(key);
    } catch (HyperDexException e) {
      failures.add("get " + key + ": " + e);
      return;
    }
    Optional<Long> seen =
        random.nextInt(RARELY) == 0 ? Optional.empty() : found.map(SteadyWriter::phone);
    boolean removes = found.isPresent() && random.nextInt(SOMETIMES) == 0;
    HistoryBook.Change change =
        new HistoryBook.Change(
            key, removes ? Optional.empty() : Optional.of(newEntry(random)), seen);
    long begin = HistoryBook.now();
    try {
      WriteResult result =
          HyperDexClient.await(client.write(SPACE_NAME, Value.Text.of(key), operation(change)));
      book.changed(begin, change, result);
      perThread.get(number).incrementAndGet();
    } catch (HyperDexException e) {
      failures.add("write " + key + ": " + e);
      if (e.outcome() == FailureOutcome.UNKNOWN) {
        book.doubtful(begin, change);
      }
    }
  }

  private HistoryBook.Entry newEntry(SplittableRandom random) {
    return new HistoryBook.Entry(
        "John" + random.nextInt(FIRST_NAMES), lastName(random), phones.incrementAndGet());
  }

  private void count(String lastName) {
    long begin = HistoryBook.now();
    try {
      long count = HyperDexClient.await(client.count(SPACE_NAME, hasLastName(lastName)));
      book.counted(begin, lastName, count);
    } catch (HyperDexException e) {
      failures.add("count " + lastName + ": " + e);
    }
  }

  private static Condition hasLastName(String lastName) {
    return Condition.equal("last", Value.Text.of(lastName));
  }

  private void search(String lastName) {
    long begin = HistoryBook.now();
    try (SearchStream search = client.search(SPACE_NAME, hasLastName(lastName))) {
      book.searched(begin, lastName, search.stream().toList());
    } catch (HyperDexException e) {
      failures.add("search " + lastName + ": " + e);
    }
  }

  private Optional<StoredObject> read(String key) {
    long begin = HistoryBook.now();
    Optional<StoredObject> found = HyperDexClient.await(client.get(SPACE_NAME, Value.Text.of(key)));
    book.read(begin, key, found);
    return found;
  }

  private static WriteOperation operation(HistoryBook.Change change) {
    Optional<Condition> unchanged =
        change.ifPhone().map(phone -> Condition.of("phone", Operator.EQUAL, new Value.Int(phone)));
    if (change.entry().isEmpty()) {
      return unchanged.map(WriteOperation::conditionalDelete).orElseGet(WriteOperation::delete);
    }
    HistoryBook.Entry entry = change.entry().get();
    Map<String, Value> person =
        Map.of(
            "first", Value.Text.of(entry.first()),
            "last", Value.Text.of(entry.last()),
            "phone", new Value.Int(entry.phone()));
    return unchanged
        .map(condition -> WriteOperation.conditionalPut(condition, person))
        .orElseGet(() -> WriteOperation.put(person));
  }

  private static long phone(StoredObject object) {
    return ((Value.Int) object.attribute("phone").orElseThrow()).value();
  }

  private String lastName(SplittableRandom random) {
    return name + "-Smith" + random.nextInt(LAST_NAMES);
  }

  private String key(int number) {
    return name + "-" + number;
  }

  /** The keys of all its objects, encoded. */
  List<Bytes> keys() {
    return IntStream.range(0, KEYS).mapToObj(number -> HistoryBook.text(key(number))).toList();
  }

  /** What it writes down, for others who read its objects. */
  HistoryBook book() {
    return book;
  }

  /** Writes that were answered so far. */
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

  /** The longest time one thread went without an answer, since this was last asked. */
  Duration takeLongestWait() {
    return Duration.ofNanos(longestNanos.getAndSet(0));
  }

  /** Operations that failed. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Objects that are not as the newest acknowledged write left them; for when it has stopped. */
  List<String> lost() {
    List<String> lost = new ArrayList<>();
    for (int number = 0; number < KEYS; number++) {
      String key = key(number);
      Optional<Version> found = read(key).map(StoredObject::version);
      book.acknowledged(key)
          .filter(wanted -> !holds(wanted, found))
          .ifPresent(wanted -> lost.add(key + " is at version " + found + ", not " + wanted));
    }
    for (int last = 0; last < LAST_NAMES; last++) {
      search(name + "-Smith" + last);
      count(name + "-Smith" + last);
    }
    return lost;
  }

  private static boolean holds(HistoryBook.Acknowledged wanted, Optional<Version> found) {
    return found
        .map(version -> version.compareTo(wanted.version()) >= (wanted.removed() ? 1 : 0))
        .orElse(wanted.removed());
  }

  /** How many writes took effect more than once; for when it has stopped. */
  long doubled() {
    return book.doubled();
  }

  /**
   * What no linearizable store that takes every write once would have answered; for when it has
   * stopped.
   */
  List<String> findings() {
    return book.findings();
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
