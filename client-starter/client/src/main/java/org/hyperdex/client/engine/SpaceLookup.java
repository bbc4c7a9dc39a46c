package org.hyperdex.client.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Space;

/**
 * Finds spaces that the newest known configuration does not have: because there is no configuration
 * yet, because the space was made a moment ago by somebody else, or because there is none.
 *
 * <p>Whoever looks for an unknown space waits until a coordinator, asked after the search began,
 * has said which configuration is the newest, and until that one is known. Only then is the space
 * called unknown. Those who come while a coordinator is being asked share the next question.
 */
final class SpaceLookup {
  private static final Duration ASK_TIMEOUT = Duration.ofSeconds(2);
  private static final long NOT_ASKED = -1;

  private final Configurations configurations;
  private final Clock clock;
  private final ClusterSource source;
  private final Completions completions;
  private final Runnable wakeTimer;
  private final Set<Entry> entries = ConcurrentHashMap.newKeySet();
  private List<Entry> unasked = new ArrayList<>();
  private boolean asking;
  private volatile String lastProblem = "";

  /** Who looks for a space; told exactly once. */
  interface Waiter {
    void found(Space space, Completions.Batch batch);

    void failed(HyperDexException failure, Completions.Batch batch);
  }

  SpaceLookup(
      Configurations configurations,
      Clock clock,
      ClusterSource source,
      Completions completions,
      Runnable wakeTimer) {
    this.configurations = configurations;
    this.clock = clock;
    this.source = source;
    this.completions = completions;
    this.wakeTimer = wakeTimer;
  }

  /** Tells {@code waiter} when the space is found, certainly unknown, or the deadline over. */
  void await(String name, long deadlineNanos, Waiter waiter) {
    Entry entry = new Entry(name, deadlineNanos, waiter);
    entries.add(entry);
    wakeTimer.run();
    synchronized (this) {
      unasked.add(entry);
      if (!asking) {
        asking = true;
        Thread.ofVirtual().name("hyperdex-client-lookup").start(this::ask);
      }
    }
    look(entry);
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** There is a newer configuration, or time has passed. */
  void look() {
    for (Entry entry : entries) {
      look(entry);
    }
  }

  void close() {
    for (Entry entry : entries) {
      entry.fail(Failures.closed(false));
    }
  }

  private void ask() {
    while (true) {
      List<Entry> asked;
      synchronized (this) {
        unasked.removeIf(entry -> entry.done.get());
        if (unasked.isEmpty()) {
          asking = false;
          return;
        }
        asked = unasked;
        unasked = new ArrayList<>();
      }
      try {
        long version = source.newestVersion(ASK_TIMEOUT);
        for (Entry entry : asked) {
          entry.newestVersion = version;
          look(entry);
        }
      } catch (HyperDexException e) {
        lastProblem = e.detail();
        synchronized (this) {
          unasked.addAll(asked);
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(50));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(Entry entry) {
    Optional<Configuration> newest = configurations.newest();
    Optional<Space> space = newest.flatMap(known -> known.space(entry.name));
    if (space.isPresent()) {
      entry.find(space.get());
    } else if (newest.isPresent()
        && entry.newestVersion != NOT_ASKED
        && newest.get().version() >= entry.newestVersion) {
      entry.fail(Failures.unknownSpace(entry.name));
    } else if (clock.nowNanos() >= entry.deadlineNanos) {
      entry.fail(
          newest.isPresent()
              ? Failures.uncertainSpace(entry.name, lastProblem)
              : Failures.noConfiguration(source.problem()));
    }
  }

  private final class Entry {
    private final String name;
    private final long deadlineNanos;
    private final Waiter waiter;
    private final AtomicBoolean done = new AtomicBoolean();
    private volatile long newestVersion = NOT_ASKED;

    Entry(String name, long deadlineNanos, Waiter waiter) {
      this.name = name;
      this.deadlineNanos = deadlineNanos;
      this.waiter = waiter;
    }

    void find(Space space) {
      if (done.compareAndSet(false, true)) {
        entries.remove(this);
        Completions.Batch batch = completions.batch();
        waiter.found(space, batch);
        batch.flush();
      }
    }

    void fail(HyperDexException failure) {
      if (done.compareAndSet(false, true)) {
        entries.remove(this);
        Completions.Batch batch = completions.batch();
        waiter.failed(failure, batch);
        batch.flush();
      }
    }
  }
}
