package org.hyperdex.core.client;

import java.util.Optional;
import java.util.OptionalLong;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;

/**
 * The life of one request to one region, however often it is sent.
 *
 * <pre>
 * state                  input                                      next state
 * ---------------------  -----------------------------------------  ---------------------
 * NEW                    start, the region has a server             SENT
 * NEW                    start, it has none                         WAITING_CONFIGURATION
 * SENT                   answered                                   DONE
 * SENT                   refused: another configuration is needed,
 *                          and the server has a newer one           WAITING_CONFIGURATION
 * SENT                   refused: the same, and it has not; or it
 *                          has no room; or read-only by an older
 *                          configuration                            WAITING_BACKOFF
 * SENT                   refused: read-only, malformed              DONE (failed)
 * SENT                   link lost or never there                   WAITING_BACKOFF
 * SENT                   configured, another server must be asked   SENT (again)
 * SENT                   configured, no server is left              WAITING_CONFIGURATION
 * WAITING_CONFIGURATION  configured, new enough                     SENT
 * WAITING_CONFIGURATION  time: the patience is over                 SENT (by what is known)
 * WAITING_BACKOFF        time                                       SENT
 * WAITING_BACKOFF        configured, another server or epoch        SENT
 * any but DONE           configured, the region is gone             DONE (failed)
 * any but DONE           time: the deadline is over; expired        DONE (failed)
 * </pre>
 *
 * <p>From each waiting state, what leads to SENT leads to WAITING_CONFIGURATION if the region has
 * no server. After the deadline it leads to DONE (failed): a process that stood still finds what
 * has come meanwhile in any order, and the servers may have forgotten its operation. An input that
 * the table does not list for a state throws {@link IllegalStateException}, except that DONE
 * ignores time and configurations.
 *
 * <p><b>What is known of the effect.</b> A write is <em>in doubt</em> from the moment it is sent. A
 * refusal, or a link that never was, takes back that sending; a lost link, a change of servers, or
 * a server that lost its part in the region meanwhile does not. A write that fails while none of
 * its sendings is in doubt has certainly had no effect. All sendings carry one operation id, so
 * repeating one in doubt is safe.
 *
 * <p>Times are nanoseconds of a monotonic clock that counts from its own start, so that they never
 * overflow.
 */
public final class RetryMachine {
  /** Where a request stands; see the class comment. */
  public enum State {
    NEW,
    SENT,
    WAITING_CONFIGURATION,
    WAITING_BACKOFF,
    DONE
  }

  /** What the caller has to do after an input. */
  public enum Action {
    /** Nothing. */
    NONE,
    /** Send the request to {@link #server} for {@link #epoch}; earlier sendings no longer count. */
    SEND,
    /** Give the request up for the reason {@link #failure}, with {@link #outcomeUnknown}. */
    FAIL
  }

  /** A deadline that never comes. */
  public static final long NO_DEADLINE = Long.MAX_VALUE;

  /** The first wait; each further one in a row is twice as long. */
  public static final long FIRST_BACKOFF_NANOS = 2_000_000;

  /** The longest wait, before jitter. */
  public static final long LONGEST_BACKOFF_NANOS = 128_000_000;

  /** How long a configuration is waited for before what is known is tried again. */
  public static final long CONFIGURATION_PATIENCE_NANOS = 500_000_000;

  private final Access access;
  private final long region;
  private final long deadlineNanos;
  private final long seed;

  private State state = State.NEW;
  private long server;
  private long epoch;
  private boolean inDoubt;
  private boolean earlierInDoubt;
  private long wantedVersion;
  private long wakeNanos;
  private int waits;
  private Failure ifExpired = Failure.DEADLINE;
  private Failure failure = Failure.DEADLINE;

  /**
   * A request that has not been sent.
   *
   * @param access what it wants of the region
   * @param region the region's id
   * @param deadlineNanos when to give up; {@link #NO_DEADLINE} for never
   * @param seed spreads the waits of different requests; any number
   */
  public RetryMachine(Access access, long region, long deadlineNanos, long seed) {
    this.access = access;
    this.region = region;
    this.deadlineNanos = deadlineNanos;
    this.seed = seed;
  }

  /** Begins. */
  public Action start(Configuration configuration, long nowNanos) {
    require(state == State.NEW, "start");
    return send(configuration, nowNanos);
  }

  /** The server has answered the newest sending: the request is done. */
  public void answered() {
    require(state == State.SENT, "an answer");
    inDoubt = false;
    state = State.DONE;
  }

  /**
   * The server has refused the newest sending, which had no effect; or may have one yet, if the
   * server was interrupted.
   *
   * @param serverVersion the version of the configuration the server has
   */
  public Action refused(
      RefusalReason reason, long serverVersion, Configuration configuration, long nowNanos) {
    require(state == State.SENT, "a refusal");
    earlierInDoubt |= inDoubt && reason == RefusalReason.INTERRUPTED;
    inDoubt = false;
    return switch (reason) {
      case WRONG_EPOCH, UNKNOWN_REGION, SHUTTING_DOWN, STORAGE_FAILED, INTERRUPTED ->
          serverVersion > configuration.version()
              ? awaitConfiguration(serverVersion, nowNanos)
              : backOff(Failure.UNAVAILABLE, nowNanos);
      case OVERLOADED, FORGOTTEN -> backOff(Failure.OVERLOADED, nowNanos);
      case READ_ONLY ->
          serverVersion < configuration.version() && !configuration.readOnly()
              ? backOff(Failure.READ_ONLY, nowNanos)
              : fail(Failure.READ_ONLY);
      case MALFORMED -> fail(Failure.MALFORMED);
    };
  }

  /**
   * The link of the newest sending has ended, or could not be used.
   *
   * @param neverArrived whether the server has certainly not seen the request
   */
  public Action disconnected(boolean neverArrived, Configuration configuration, long nowNanos) {
    require(state == State.SENT, "the end of a link");
    earlierInDoubt |= inDoubt && !neverArrived;
    inDoubt = false;
    return routeChanged(configuration)
        ? send(configuration, nowNanos)
        : backOff(Failure.UNAVAILABLE, nowNanos);
  }

  /** The link has no room for the newest sending, which has not left. */
  public Action overflowed(long nowNanos) {
    require(state == State.SENT, "an overflow");
    inDoubt = false;
    return backOff(Failure.OVERLOADED, nowNanos);
  }

  /** There is a newer configuration. */
  public Action configured(Configuration configuration, long nowNanos) {
    return switch (state) {
      case DONE -> Action.NONE;
      case NEW -> throw new IllegalStateException("a configuration before the start");
      case WAITING_CONFIGURATION ->
          configuration.version() >= wantedVersion ? send(configuration, nowNanos) : Action.NONE;
      case WAITING_BACKOFF ->
          routeChanged(configuration) ? send(configuration, nowNanos) : Action.NONE;
      case SENT -> serverChanged(configuration) ? resend(configuration, nowNanos) : Action.NONE;
    };
  }

  /**
   * Time has passed. To be called now and then; the waits are as exact as the calls are frequent.
   */
  public Action tick(Configuration configuration, long nowNanos) {
    if (state == State.DONE) {
      return Action.NONE;
    }
    if (nowNanos >= deadlineNanos) {
      return expire();
    }
    return isWaiting() && nowNanos >= wakeNanos ? send(configuration, nowNanos) : Action.NONE;
  }

  /**
   * The earliest time at which {@link #tick} will do something, unless another input comes first.
   */
  public long nextTickNanos() {
    return isWaiting() ? Math.min(wakeNanos, deadlineNanos) : deadlineNanos;
  }

  /** Gives up now, as if the deadline were over. */
  public Action expire() {
    require(state != State.DONE, "the deadline");
    return fail(state == State.SENT || state == State.NEW ? Failure.DEADLINE : ifExpired);
  }

  /** Where the request stands. */
  public State state() {
    return state;
  }

  /** The region's id. */
  public long region() {
    return region;
  }

  /** The server of the newest sending. */
  public long server() {
    return server;
  }

  /** The epoch the newest sending is meant for. */
  public long epoch() {
    return epoch;
  }

  /** Why the request was given up. */
  public Failure failure() {
    return failure;
  }

  /** Whether the request may have had, or may still have, an effect. */
  public boolean outcomeUnknown() {
    return inDoubt || earlierInDoubt;
  }

  private Action resend(Configuration configuration, long nowNanos) {
    earlierInDoubt |= inDoubt;
    inDoubt = false;
    return send(configuration, nowNanos);
  }

  private Action send(Configuration configuration, long nowNanos) {
    if (nowNanos >= deadlineNanos) {
      return expire();
    }
    Optional<Configuration.RegionRef> found = configuration.region(region);
    if (found.isEmpty()) {
      return fail(Failure.SPACE_REMOVED);
    }
    OptionalLong target = Router.server(found.get().region(), access);
    if (target.isEmpty()) {
      return awaitConfiguration(configuration.version() + 1, nowNanos);
    }
    server = target.getAsLong();
    epoch = found.get().region().epoch();
    inDoubt = access == Access.WRITE;
    state = State.SENT;
    return Action.SEND;
  }

  private Action awaitConfiguration(long version, long nowNanos) {
    state = State.WAITING_CONFIGURATION;
    ifExpired = Failure.UNAVAILABLE;
    wantedVersion = version;
    wakeNanos = nowNanos + CONFIGURATION_PATIENCE_NANOS;
    return Action.NONE;
  }

  private Action backOff(Failure reason, long nowNanos) {
    state = State.WAITING_BACKOFF;
    ifExpired = reason;
    wakeNanos = nowNanos + backoffNanos();
    waits++;
    return Action.NONE;
  }

  /** Twice the wait before, and up to half of that more, by the seed. */
  private long backoffNanos() {
    long nanos = Math.min(FIRST_BACKOFF_NANOS << Math.min(waits, 20), LONGEST_BACKOFF_NANOS);
    long mixed = (seed + waits) * 0x9e3779b97f4a7c15L;
    return nanos + (nanos >> 1) * (mixed >>> 56) / 256;
  }

  private Action fail(Failure reason) {
    state = State.DONE;
    failure = reason;
    return Action.FAIL;
  }

  private boolean serverChanged(Configuration configuration) {
    Optional<Configuration.RegionRef> found = configuration.region(region);
    if (found.isEmpty()) {
      return true;
    }
    if (access == Access.SEARCH) {
      // Any member may answer; one that joins behind it is no reason to begin again.
      return !found.get().region().chain().contains(server);
    }
    OptionalLong target = Router.server(found.get().region(), access);
    return target.isEmpty() || target.getAsLong() != server;
  }

  private boolean routeChanged(Configuration configuration) {
    Optional<Configuration.RegionRef> found = configuration.region(region);
    return found.isEmpty() || found.get().region().epoch() != epoch || serverChanged(configuration);
  }

  private boolean isWaiting() {
    return state == State.WAITING_BACKOFF || state == State.WAITING_CONFIGURATION;
  }

  private void require(boolean legal, String input) {
    if (!legal) {
      throw new IllegalStateException(input + " in state " + state);
    }
  }

  @Override
  public String toString() {
    return "RetryMachine[%s region %d, %s]".formatted(access, region, state);
  }
}
