package org.hyperdex.core.client;

import java.util.ArrayList;
import java.util.List;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.Outcome;

/**
 * One group operation: a search tells the keys of the objects that match, and each is changed by a
 * write of its own, whose guards are the predicate, so that no object is changed that does not
 * match any more.
 *
 * <pre>
 * state      input                                          next state
 * ---------  ---------------------------------------------  ----------
 * RUNNING    begin, if there is room                        RUNNING
 * RUNNING    ended                                          RUNNING
 * RUNNING    searched: no write is under way                DONE
 * RUNNING    searched: some are                             FINISHING
 * FINISHING  ended: it was not the last                     FINISHING
 * FINISHING  ended: it was the last                         DONE
 * RUNNING,   failed, stop: others are under way             STOPPING
 *  FINISHING
 * RUNNING,   failed, stop: none is                          STOPPED
 *  FINISHING
 * STOPPING   ended, failed: it was not the last             STOPPING
 * STOPPING   ended, failed: it was the last                 STOPPED
 * </pre>
 *
 * <p>An input that the table does not list for a state throws {@link IllegalStateException}, except
 * that STOPPING, STOPPED and DONE ignore a stop, and STOPPING and STOPPED the end of the search:
 * they come from elsewhere than the writes.
 *
 * <p>A write whose function cannot be applied to its object is not a failure: the others go on. A
 * write that fails (its time is over, the cluster is read-only, the space is gone) ends the
 * operation: what is under way is awaited, and nothing more begins. So at the end it is known of
 * every object for which a write has begun what became of it, but for those that are {@linkplain
 * #unknown unknown}.
 */
public final class GroupMachine {
  /** Where the operation stands; see the class comment. */
  public enum State {
    RUNNING,
    FINISHING,
    STOPPING,
    DONE,
    STOPPED
  }

  /**
   * An object to which a function could not be applied.
   *
   * @param attribute of that function; -1 if none is to blame
   */
  public record Refusal(Bytes key, Outcome outcome, int attribute) {}

  /** So many refusals are told in full. */
  public static final int TOLD_REFUSALS = 10;

  private final int mostUnderWay;
  private final List<Refusal> refusals = new ArrayList<>();
  private State state = State.RUNNING;
  private int underWay;
  private long matched;
  private long changed;
  private long refused;
  private long unknown;

  /** An operation of which nothing has begun, with so many writes at a time. */
  public GroupMachine(int mostUnderWay) {
    this.mostUnderWay = mostUnderWay;
  }

  /** Where it stands. */
  public State state() {
    return state;
  }

  /** Whether nothing more will happen. */
  public boolean isOver() {
    return state == State.DONE || state == State.STOPPED;
  }

  /** Whether a write may begin now. */
  public boolean hasRoom() {
    return state == State.RUNNING && underWay < mostUnderWay;
  }

  /** The write of an object that the search has found begins. */
  public void begin() {
    require(hasRoom(), "a beginning");
    matched++;
    underWay++;
  }

  /** A write has ended with an answer. */
  public void ended(Bytes key, Outcome outcome, int attribute) {
    require(underWay > 0, "the end of a write");
    if (outcome.success()) {
      changed++;
    } else if (outcome.functionFailed()) {
      refused++;
      if (refusals.size() < TOLD_REFUSALS) {
        refusals.add(new Refusal(key, outcome, attribute));
      }
    }
    oneLess();
  }

  /**
   * A write has been given up.
   *
   * @param outcomeUnknown whether it may have changed its object, or may yet
   */
  public void failed(boolean outcomeUnknown) {
    require(underWay > 0, "the failure of a write");
    if (outcomeUnknown) {
      unknown++;
    }
    stop();
    oneLess();
  }

  /** The search has told all keys. */
  public void searched() {
    require(state != State.FINISHING && state != State.DONE, "the end of the search");
    if (state == State.RUNNING) {
      state = underWay == 0 ? State.DONE : State.FINISHING;
    }
  }

  /** Nothing more is to begin: the search has failed, or nobody wants the rest. */
  public void stop() {
    if (state == State.RUNNING || state == State.FINISHING) {
      state = underWay == 0 ? State.STOPPED : State.STOPPING;
    }
  }

  private void oneLess() {
    underWay--;
    if (underWay == 0) {
      state =
          switch (state) {
            case FINISHING -> State.DONE;
            case STOPPING -> State.STOPPED;
            case RUNNING, DONE, STOPPED -> state;
          };
    }
  }

  /** For how many objects that matched a write has begun: all, if the operation is done. */
  public long matched() {
    return matched;
  }

  /** How many objects are known to be changed. */
  public long changed() {
    return changed;
  }

  /** To how many objects a function could not be applied. */
  public long refused() {
    return refused;
  }

  /** Of how many objects it is not known whether they are changed, or will be. */
  public long unknown() {
    return unknown;
  }

  /** The first of those to which a function could not be applied. */
  public List<Refusal> refusals() {
    return List.copyOf(refusals);
  }

  private void require(boolean legal, String input) {
    if (!legal) {
      throw new IllegalStateException(
          "%s in state %s with %d writes under way".formatted(input, state, underWay));
    }
  }
}
