package org.hyperdex.storage.search;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Sees to it that a search runs whenever somebody has woken it: by one thread at a time, and at
 * least once after every waking.
 *
 * <pre>
 * IDLE           -> QUEUED   woken
 * QUEUED         -> RUNNING  a thread takes it
 * RUNNING        -> WOKEN    woken while it runs
 * RUNNING        -> IDLE     the slice waits
 * RUNNING, WOKEN -> QUEUED   the slice has more to do, or the search was woken meanwhile
 * RUNNING, WOKEN -> OVER     the search is done
 * </pre>
 */
final class Activity implements Runnable {
  private enum State {
    IDLE,
    QUEUED,
    RUNNING,
    WOKEN,
    OVER
  }

  private final RunningSearch search;
  private final Searches searches;
  private final Runnable ended;
  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

  Activity(RunningSearch search, Searches searches, Runnable ended) {
    this.search = search;
    this.searches = searches;
    this.ended = ended;
  }

  RunningSearch search() {
    return search;
  }

  /** The search runs once more after now. */
  void wake() {
    while (true) {
      State now = state.get();
      switch (now) {
        case IDLE -> {
          if (state.compareAndSet(now, State.QUEUED)) {
            searches.execute(this);
            return;
          }
        }
        case RUNNING -> {
          if (state.compareAndSet(now, State.WOKEN)) {
            return;
          }
        }
        case QUEUED, WOKEN, OVER -> {
          return;
        }
      }
    }
  }

  @Override
  public void run() {
    state.set(State.RUNNING);
    RunningSearch.Slice slice = searches.runSlice(this);
    switch (slice) {
      case DONE -> {
        state.set(State.OVER);
        searches.ended(this);
        ended.run();
      }
      case MORE -> again();
      case WAITS, CONGESTED -> {
        if (!state.compareAndSet(State.RUNNING, State.IDLE)) {
          again();
        } else if (slice == RunningSearch.Slice.CONGESTED) {
          searches.wakeSoon(this);
        }
      }
    }
  }

  private void again() {
    state.set(State.QUEUED);
    searches.execute(this);
  }
}
