package org.hyperdex.gateway.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hyperdex.gateway.problems.CallerGoneException;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;

/**
 * The part of the {@link RequestMemory} that one request holds. For any thread.
 *
 * <p>A request that needs more than there is in all may have everything: then it is alone.
 */
public final class HeldMemory {
  /** Smaller parts are not counted. */
  static final int UNIT_BYTES = 1024;

  /** So long a request should wait for others to end that could go on then. */
  public static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * What a byte of an object needs at most times until it is answered: as it came, as tree, as
   * text, and in the buffers on its way out.
   */
  public static final int ANSWER_FACTOR = 6;

  private static final String ATTRIBUTE = HeldMemory.class.getName();

  private final Semaphore room;
  private final int allUnits;
  private int units;
  private boolean ended;

  HeldMemory(Semaphore room, int allUnits) {
    this.room = room;
    this.allUnits = allUnits;
  }

  /** What the request holds. */
  public static HeldMemory of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof HeldMemory held) {
      return held;
    }
    throw new IllegalStateException("a request that " + RequestMemory.class + " does not know");
  }

  void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /**
   * Takes {@code bytes} more, at once or not at all.
   *
   * @return what was taken, for {@link #give}
   * @throws Problem OVERLOADED if they are not there
   */
  public int take(long bytes) {
    return take(bytes, Duration.ZERO);
  }

  /**
   * Takes {@code bytes} more when they are there. Who holds much already should not wait for more.
   *
   * @return what was taken, for {@link #give}
   * @throws Problem OVERLOADED if they are not there in time
   */
  public int take(long bytes, Duration patience) {
    int more = missing(bytes);
    if (more == 0) {
      return 0;
    }
    try {
      if (!room.tryAcquire(more, patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new Problem(
            Reason.OVERLOADED,
            "the gateway has no memory left for %d KiB more of bodies and answers; ask again later"
                .formatted(more));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(Reason.UNAVAILABLE, "the gateway is stopping");
    }
    add(more);
    return more;
  }

  private synchronized int missing(long bytes) {
    return Math.clamp(bytes / UNIT_BYTES, 0, allUnits - units);
  }

  private synchronized void add(int more) {
    if (ended) {
      room.release(more);
      throw new CallerGoneException();
    }
    units += more;
  }

  /** Gives back what one call has taken. */
  public synchronized void give(int taken) {
    int less = Math.min(taken, units);
    units -= less;
    room.release(less);
  }

  /** The request is over. */
  synchronized void end() {
    ended = true;
    room.release(units);
    units = 0;
  }
}
