package org.hyperdex.storage.shard;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.hyperdex.storage.shard.ShardEvent.Request;

/**
 * Events on their way to one shard: many producers, one consumer.
 *
 * <p>Two lists change places: producers append to one while the consumer works through the other,
 * so the lock is held for an append or a swap and nothing is allocated once the lists have grown. A
 * producer hands over a whole frame's events under one lock, and only the first one into an empty
 * mailbox pays for a wake-up.
 *
 * <p>The bounds, on what waits and on what is under way behind the mailbox: past them clients'
 * requests are handed back and the caller refuses them. Messages between servers always go in, but
 * the caller is told to stop reading from the link they came by until the mailbox has been drained.
 */
public final class Mailbox {
  private final MailboxBounds bounds;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private List<ShardEvent> incoming = new ArrayList<>();
  private final List<Runnable> paused = new ArrayList<>();
  private long waitingBytes;
  private int unanswered;
  private long unansweredBytes;
  private boolean consumerWaits;
  private boolean closed;

  /** Makes a mailbox. */
  public Mailbox(MailboxBounds bounds) {
    this.bounds = bounds;
  }

  /** Puts {@code event} in, unless it is a request and there is no room: then it returns false. */
  public boolean offer(ShardEvent event) {
    lock.lock();
    try {
      if (event instanceof Request && full()) {
        return false;
      }
      add(event);
      wake();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Puts all {@code events} in, in order.
   *
   * @param refused gets the requests there was no room for
   * @return whether there is still room; if not, pause the sender and come back {@link
   *     #whenDrained}
   */
  public boolean offerAll(List<ShardEvent> events, List<Request> refused) {
    lock.lock();
    try {
      for (ShardEvent event : events) {
        if (event instanceof Request request && full()) {
          refused.add(request);
        } else {
          add(event);
        }
      }
      wake();
      return incoming.size() < bounds.events() && waitingBytes < bounds.waitingBytes();
    } finally {
      lock.unlock();
    }
  }

  /** Runs {@code resume} when the consumer has taken what there is, at once if there is nothing. */
  public void whenDrained(Runnable resume) {
    lock.lock();
    try {
      if (!incoming.isEmpty()) {
        paused.add(resume);
        return;
      }
    } finally {
      lock.unlock();
    }
    resume.run();
  }

  /**
   * Takes everything there is, sleeping while there is nothing.
   *
   * @param drained an empty list, which becomes the mailbox's; do not touch it afterwards
   * @param answered how many requests the consumer has answered since it came last
   * @param answeredBytes how many bytes the large ones of those have
   * @return the events in order, the caller's to keep; empty when the mailbox has been closed
   */
  public List<ShardEvent> take(List<ShardEvent> drained, int answered, long answeredBytes)
      throws InterruptedException {
    lock.lock();
    try {
      unanswered -= answered;
      unansweredBytes -= answeredBytes;
      while (incoming.isEmpty() && !closed) {
        consumerWaits = true;
        filled.await();
      }
      consumerWaits = false;
      List<ShardEvent> events = incoming;
      incoming = drained;
      waitingBytes = 0;
      // They only post a task to a network thread.
      paused.forEach(Runnable::run);
      paused.clear();
      return events;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets the consumer finish: it gets what is left, then nothing. Requests are refused from now on.
   */
  public void close() {
    lock.lock();
    try {
      closed = true;
      wake();
    } finally {
      lock.unlock();
    }
  }

  /** How many events wait. */
  public int size() {
    lock.lock();
    try {
      return incoming.size();
    } finally {
      lock.unlock();
    }
  }

  private boolean full() {
    return closed
        || incoming.size() >= bounds.events()
        || unanswered >= bounds.unanswered()
        || unansweredBytes >= bounds.unansweredBytes();
  }

  private void add(ShardEvent event) {
    incoming.add(event);
    long bytes = EventBytes.of(event);
    waitingBytes += bytes;
    if (event instanceof Request) {
      unanswered++;
      unansweredBytes += bytes;
    }
  }

  private void wake() {
    if (consumerWaits) {
      consumerWaits = false;
      filled.signal();
    }
  }
}
