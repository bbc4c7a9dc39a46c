package org.hyperdex.client.engine;

import java.util.function.LongFunction;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.core.client.RetryMachine;
import org.hyperdex.core.client.RetryMachine.Action;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.transport.link.CloseReason;
import org.hyperdex.transport.link.Link;
import org.hyperdex.transport.link.LinkOverflowException;
import org.jspecify.annotations.Nullable;

/**
 * One request to one region in flight: carries out what its {@link RetryMachine} decides.
 *
 * <p>Every sending has a request id of its own, so whatever arrives for an earlier one is
 * recognised and dropped. All state is guarded by the call's own monitor; inputs come from the
 * caller's thread, network threads, the follower of configurations and the timer.
 */
abstract class RegionCall {
  /** Much more often than servers end streams whose client seems to have forgotten them. */
  private static final long SIGN_NANOS = 5_000_000_000L;

  final Calls calls;
  private final RetryMachine machine;
  private @Nullable Link link;
  private long requestId;
  private boolean ended;
  private String lastProblem = "";
  private volatile long nextTickNanos;
  private volatile long signedNanos;

  RegionCall(Calls calls, RetryMachine machine) {
    this.calls = calls;
    this.machine = machine;
  }

  /** The message of a sending. */
  abstract ClientRequest request(long requestId, long region, long epoch);

  /** Takes an answer that is no refusal; calls {@link #succeeded} with the last one. */
  abstract void answer(ServerResponse response, Completions.Batch batch);

  /** The request has been given up. */
  abstract void failed(HyperDexException failure, Completions.Batch batch);

  /** The request is about to be sent; what an earlier sending has brought is incomplete. */
  void beforeSending() {}

  /** Whether a refusal ends the call, so that whoever made it begins all of its work anew. */
  boolean endsWith(ServerResponse.Refused refused) {
    return false;
  }

  /** Whether a server goes on with the request until it is told to stop. */
  boolean streams() {
    return false;
  }

  final void start(Completions.Batch batch) {
    synchronized (this) {
      requestId = calls.register(this);
      apply(machine.start(calls.configuration(), calls.nowNanos()), batch);
    }
  }

  final void received(Link from, ServerResponse response, Completions.Batch batch) {
    synchronized (this) {
      if (ended || response.requestId() != requestId || !isCurrent(from)) {
        return;
      }
      if (response instanceof ServerResponse.Refused refused) {
        // Nothing more comes for this sending.
        link = null;
        lastProblem = refused.reason() + " " + refused.detail();
        if (endsWith(refused)) {
          end();
          return;
        }
        apply(
            machine.refused(
                refused.reason(),
                refused.configurationVersion(),
                calls.configuration(),
                calls.nowNanos()),
            batch);
      } else {
        answer(response, batch);
      }
    }
  }

  final void disconnected(Link from, CloseReason reason, Completions.Batch batch) {
    synchronized (this) {
      if (ended || !isCurrent(from)) {
        return;
      }
      link = null;
      if (machine.state() == RetryMachine.State.SENT) {
        lastProblem = reason.detail();
        boolean neverArrived =
            reason.kind() == CloseReason.Kind.UNREACHABLE
                || reason.kind() == CloseReason.Kind.REFUSED;
        apply(machine.disconnected(neverArrived, calls.configuration(), calls.nowNanos()), batch);
      }
    }
  }

  final void configured(Completions.Batch batch) {
    synchronized (this) {
      if (!ended) {
        apply(machine.configured(calls.configuration(), calls.nowNanos()), batch);
      }
    }
  }

  final void tick(long nowNanos, Completions.Batch batch) {
    if (nowNanos >= nextTickNanos) {
      synchronized (this) {
        if (!ended) {
          apply(machine.tick(calls.configuration(), nowNanos), batch);
        }
      }
    }
    if (streams() && nowNanos - signedNanos >= SIGN_NANOS) {
      sign(nowNanos);
    }
  }

  /**
   * Says that the stream is still wanted, by credit for nothing: it may have to wait for very long,
   * for the reader or for what other regions have to tell first.
   */
  private void sign(long nowNanos) {
    synchronized (this) {
      signedNanos = nowNanos;
      sendAbout(id -> new ClientRequest.SearchCredit(id, 0));
    }
  }

  /** Gives the request up now, as if its time were over. */
  final void expire(Completions.Batch batch) {
    synchronized (this) {
      if (!ended) {
        apply(machine.expire(), batch);
      }
    }
  }

  /** Gives the request up for {@code failure}, without asking the machine. */
  final void abort(HyperDexException failure, Completions.Batch batch) {
    synchronized (this) {
      if (!ended) {
        end();
        failed(failure, batch);
      }
    }
  }

  /** Ends the request because the client is closing. */
  final void close(Completions.Batch batch) {
    synchronized (this) {
      abort(Failures.closed(machine.outcomeUnknown()), batch);
    }
  }

  /** Ends the request because nobody wants its result any more. */
  final void cancel() {
    synchronized (this) {
      if (!ended) {
        end();
      }
    }
  }

  /** The last answer has come. Called under the monitor, by {@link #answer}. */
  final void succeeded() {
    machine.answered();
    ended = true;
    link = null;
    calls.remove(requestId);
  }

  /** Sends a message about the newest sending, if that is under way. Called under the monitor. */
  final void sendAbout(LongFunction<ClientRequest> message) {
    Link current = link;
    if (!ended && current != null) {
      try {
        // A link that has closed says so to this call; a full one would stall the request for ever.
        current.send(message.apply(requestId));
      } catch (LinkOverflowException _) {
        current.close();
      }
    }
  }

  private boolean isCurrent(Link from) {
    Link current = link;
    return current != null && current.id() == from.id();
  }

  private void apply(Action first, Completions.Batch batch) {
    Action action = first;
    while (action == Action.SEND) {
      action = send();
    }
    if (action == Action.FAIL) {
      HyperDexException failure =
          Failures.of(machine.failure(), machine.outcomeUnknown(), lastProblem);
      end();
      failed(failure, batch);
    } else {
      nextTickNanos = machine.nextTickNanos();
    }
  }

  private Action send() {
    if (link != null) {
      stopStream();
      long before = requestId;
      requestId = calls.register(this);
      calls.remove(before);
    }
    beforeSending();
    signedNanos = calls.nowNanos();
    Link next = calls.link(machine.server());
    link = next;
    try {
      if (next != null && next.send(request(requestId, machine.region(), machine.epoch()))) {
        return Action.NONE;
      }
    } catch (LinkOverflowException _) {
      lastProblem = "the connection to the server is full";
      return machine.overflowed(calls.nowNanos());
    }
    return machine.disconnected(true, calls.configuration(), calls.nowNanos());
  }

  private void end() {
    stopStream();
    ended = true;
    link = null;
    calls.remove(requestId);
  }

  private void stopStream() {
    if (streams()) {
      sendAbout(ClientRequest.Cancel::new);
    }
  }
}
