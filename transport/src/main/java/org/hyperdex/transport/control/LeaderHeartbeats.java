package org.hyperdex.transport.control;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hyperdex.transport.proto.CoordinatorControlGrpc;
import org.hyperdex.transport.proto.Heartbeat;
import org.hyperdex.transport.proto.HeartbeatAnswer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the leader and brings it heartbeats, until closed.
 *
 * <pre>
 * SEARCHING  asks one coordinator after the other; each answers that it leads, or who does
 * LEADING    hands heartbeats to the one that leads, answers to the listener
 *            -> SEARCHING when the stream ends, the leader stops leading or is silent
 * </pre>
 */
final class LeaderHeartbeats implements HeartbeatStream {
  /** A leader that leaves heartbeats unanswered for so long is left. */
  private static final long SILENCE_MILLIS = 1_000;

  private static final long FIRST_PAUSE_MILLIS = 25;
  private static final long LONGEST_PAUSE_MILLIS = 400;

  private final CoordinatorDirectory directory;
  private final ControlConnections connections;
  private final HeartbeatListener listener;
  private final Consumer<Subscription> whenClosed;
  private final Thread thread;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private volatile boolean closed;

  private @Nullable Heartbeat newest;
  private boolean interruptedTold;
  private long pauseMillis = FIRST_PAUSE_MILLIS;

  LeaderHeartbeats(
      CoordinatorDirectory directory,
      ControlConnections connections,
      HeartbeatListener listener,
      Consumer<Subscription> whenClosed) {
    this.directory = directory;
    this.connections = connections;
    this.listener = listener;
    this.whenClosed = whenClosed;
    this.thread = Thread.ofPlatform().daemon().name("leader-heartbeats").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  @Override
  public void send(Heartbeat heartbeat) {
    if (!closed) {
      events.add(new Outgoing(heartbeat));
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    whenClosed.accept(this);
  }

  private void run() {
    try {
      while (!closed) {
        if (newest == null) {
          takeNewest(events.take());
        }
        search();
        waitFor(pauseMillis);
        pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      // Only close() interrupts.
    } catch (ControlException e) {
      // The control channel has been closed; so is this.
      closed = true;
    }
  }

  /** Asks every coordinator once, and whomever one names as the leader before the others. */
  private void search() throws InterruptedException {
    Map<CoordinatorAddress, String> problems = new LinkedHashMap<>();
    for (CoordinatorAddress candidate : directory.inOrder()) {
      Optional<CoordinatorAddress> next = Optional.of(candidate);
      while (next.isPresent() && !problems.containsKey(next.get())) {
        CoordinatorAddress address = next.get();
        Left left = beatTo(address);
        problems.put(address, left.problem());
        next = left.leader();
      }
    }
    if (!interruptedTold) {
      interruptedTold = true;
      listener.interrupted("no coordinator leads: " + problems);
    }
  }

  /** Brings heartbeats to the coordinator at {@code address} as long as it leads. */
  private Left beatTo(CoordinatorAddress address) throws InterruptedException {
    ManagedChannel channel = connections.to(address);
    Answers answers = new Answers();
    StreamObserver<Heartbeat> stream = CoordinatorControlGrpc.newStub(channel).heartbeats(answers);
    boolean ended = false;
    try {
      Heartbeat first = newest;
      if (first != null) {
        stream.onNext(first);
      }
      long unansweredSince = System.nanoTime();
      boolean unanswered = true;
      while (true) {
        long silentMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - unansweredSince);
        if (unanswered && silentMillis >= SILENCE_MILLIS) {
          return new Left("no answer for " + silentMillis + " ms", Optional.empty());
        }
        Event event =
            events.poll(
                unanswered ? SILENCE_MILLIS - silentMillis : SILENCE_MILLIS, TimeUnit.MILLISECONDS);
        switch (event) {
          case null -> {
            // Nothing to send, nothing to wait for.
          }
          case Outgoing outgoing -> {
            newest = outgoing.heartbeat();
            stream.onNext(outgoing.heartbeat());
            if (!unanswered) {
              unanswered = true;
              unansweredSince = System.nanoTime();
            }
          }
          case Answer answer when answer.from() == answers -> {
            if (!answer.answer().getLeader()) {
              return new Left("does not lead", leader(answer.answer().getLeaderAddress()));
            }
            unanswered = false;
            interruptedTold = false;
            pauseMillis = FIRST_PAUSE_MILLIS;
            listener.answered(answer.answer());
          }
          case End end when end.from() == answers -> {
            ended = true;
            if (end.status().getCode() == Status.Code.UNAVAILABLE) {
              connections.drop(address, channel);
            }
            return new Left(Failover.describe(end.status()), Optional.empty());
          }
          case Answer _, End _ -> {
            // From a stream that has been left.
          }
        }
      }
    } finally {
      if (!ended) {
        stream.onError(Status.CANCELLED.withDescription("another coordinator leads").asException());
      }
    }
  }

  /** Lets time pass; of the heartbeats that come meanwhile the newest is kept. */
  private void waitFor(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = millis;
    while (left > 0) {
      Event event = events.poll(left, TimeUnit.MILLISECONDS);
      if (event != null) {
        takeNewest(event);
      }
      left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }
  }

  private void takeNewest(Event event) {
    if (event instanceof Outgoing outgoing) {
      newest = outgoing.heartbeat();
    }
  }

  private static Optional<CoordinatorAddress> leader(String address) {
    try {
      return address.isEmpty() ? Optional.empty() : Optional.of(CoordinatorAddress.parse(address));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Why a coordinator was left, and whom it takes for the leader. */
  private record Left(String problem, Optional<CoordinatorAddress> leader) {}

  private sealed interface Event {}

  private record Outgoing(Heartbeat heartbeat) implements Event {}

  private record Answer(Answers from, HeartbeatAnswer answer) implements Event {}

  private record End(Answers from, Status status) implements Event {}

  /** Hands what a stream brings to the thread. */
  private final class Answers implements StreamObserver<HeartbeatAnswer> {
    @Override
    public void onNext(HeartbeatAnswer answer) {
      events.add(new Answer(this, answer));
    }

    @Override
    public void onError(Throwable problem) {
      events.add(new End(this, Status.fromThrowable(problem)));
    }

    @Override
    public void onCompleted() {
      events.add(
          new End(this, Status.UNAVAILABLE.withDescription("the coordinator ended the stream")));
    }
  }
}
