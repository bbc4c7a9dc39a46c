package org.hyperdex.transport.link;

import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.hyperdex.core.protocol.Message;
import org.hyperdex.transport.wire.FrameCodec;
import org.hyperdex.transport.wire.Hello;
import org.hyperdex.transport.wire.WireException;
import org.jspecify.annotations.Nullable;

/**
 * A link over one gRPC stream, the same on both sides once the stream exists.
 *
 * <pre>
 * OPENING -> OPEN     the hello was accepted
 * OPENING -> CLOSED   it was refused, or nobody was there
 * OPENING -> CLOSING  this side closes before the answer has come
 * OPEN    -> CLOSING  one side closes in order: the queue is still sent
 * any     -> CLOSED   the stream has ended, or is of no use any more
 * </pre>
 *
 * <p>Everything but {@link Link}'s methods runs on {@code loop}, the network thread of the link's
 * connection; other threads share only the queue, the flags and the counters with it.
 */
final class StreamLink implements Link {
  /** How long an orderly end may take before the stream is cut. */
  private static final long CLOSE_TIMEOUT_MILLIS = 2_000;

  private enum State {
    OPENING,
    OPEN,
    CLOSING,
    CLOSED
  }

  private final long id;
  private final Hello hello;
  private final StreamCall call;
  private final EventLoop loop;
  private final OutgoingQueue queue;
  private final Pulse pulse;
  private final Consumer<StreamLink> whenEnded;
  private final Runnable drain = this::drain;

  /** Whether a run of {@link #drain} is on its way. */
  private final AtomicBoolean drainScheduled = new AtomicBoolean();

  /** Whether the stream takes no frames now; it says when it does again. */
  private volatile boolean blocked = true;

  private volatile boolean paused;

  // Only the network thread uses these.
  private State state = State.OPENING;
  private @Nullable LinkListener listener;
  private @Nullable CloseReason reason;
  private boolean sending;
  private boolean finished;

  /** Whether the next frame has not been asked for because the link is paused. */
  private boolean requestOwed;

  private final AtomicLong framesSent = new AtomicLong();
  private final AtomicLong messagesSent = new AtomicLong();
  private final AtomicLong bytesSent = new AtomicLong();
  private final AtomicLong framesReceived = new AtomicLong();
  private final AtomicLong messagesReceived = new AtomicLong();
  private final AtomicLong bytesReceived = new AtomicLong();

  StreamLink(
      long id,
      Hello hello,
      StreamCall call,
      EventLoop loop,
      LinkOptions options,
      Consumer<StreamLink> whenEnded) {
    this.id = id;
    this.hello = hello;
    this.call = call;
    this.loop = loop;
    this.queue = new OutgoingQueue(options);
    this.pulse = new Pulse(this, call, loop);
    this.whenEnded = whenEnded;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public Hello hello() {
    return hello;
  }

  @Override
  public boolean send(Message message) {
    boolean queued = queue.append(message) != OutgoingQueue.Appended.CLOSED;
    if (queued) {
      wake();
    }
    return queued;
  }

  @Override
  public boolean enqueue(Message message) {
    return switch (queue.append(message)) {
      case CLOSED -> false;
      case QUEUED -> true;
      case FRAME_FULL -> {
        wake();
        yield true;
      }
    };
  }

  @Override
  public void flush() {
    if (!queue.isEmpty()) {
      wake();
    }
  }

  @Override
  public void pauseReceiving() {
    paused = true;
  }

  @Override
  public void resumeReceiving() {
    paused = false;
    execute(this::requestOwedFrame);
  }

  @Override
  public void close() {
    queue.close();
    execute(() -> finish(CloseReason.of(CloseReason.Kind.CLOSED_HERE, "closed by this process")));
  }

  @Override
  public LinkCounts counts() {
    return new LinkCounts(
        framesSent.get(),
        messagesSent.get(),
        bytesSent.get(),
        framesReceived.get(),
        messagesReceived.get(),
        bytesReceived.get(),
        queue.bytes());
  }

  @Override
  public String toString() {
    return "Link[" + id + ", " + hello + "]";
  }

  /** Whom to tell; comes before everything else that runs on the network thread. */
  void listenBy(LinkListener newListener) {
    listener = newListener;
  }

  /** Whether nothing more will be received, nor much sent. */
  boolean ending() {
    return state == State.CLOSING || state == State.CLOSED;
  }

  /** Whether silence is this side's own doing. */
  boolean receivesNothing() {
    return paused || requestOwed;
  }

  /** The stream can take frames: whatever has to come first has been written. */
  void startSending() {
    sending = true;
    pulse.start();
    onReady();
  }

  /** The stream takes frames again. */
  void onReady() {
    blocked = false;
    drain();
  }

  /** The other side has accepted the link. */
  void onOpened() {
    if (state == State.OPENING) {
      state = State.OPEN;
      pulse.heard();
      tell(target -> target.opened(this));
    }
  }

  /** A frame of messages has come. */
  void onFrame(Frame frame) {
    if (state == State.CLOSED) {
      return;
    }
    pulse.heard();
    if (state != State.CLOSING && !FrameCodec.isEmpty(frame.length())) {
      framesReceived.incrementAndGet();
      bytesReceived.addAndGet(frame.length());
      tell(target -> deliver(frame, target));
    }
    if (paused && state != State.CLOSING) {
      requestOwed = true;
    } else {
      call.requestFrame();
    }
  }

  /** The other side sends nothing more, and waits for the rest of this side's queue. */
  void onPeerFinished() {
    queue.close();
    finish(CloseReason.of(CloseReason.Kind.CLOSED_BY_PEER, "closed by the other process"));
  }

  /** The stream has ended. Whatever this side has noticed before is the reason that is told. */
  void onEnded(CloseReason streamReason) {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    queue.discard();
    CloseReason told = reason != null ? reason : streamReason;
    whenEnded.accept(this);
    if (listener != null) {
      listener.closed(this, told);
    }
  }

  /** Ends the link at once: the stream is of no use any more. */
  void fail(CloseReason failure) {
    if (state != State.CLOSED) {
      if (reason == null) {
        reason = failure;
      }
      call.abort(failure);
      onEnded(failure);
    }
  }

  private void deliver(Frame frame, LinkListener target) {
    int count =
        FrameCodec.decode(
            frame.array(),
            frame.offset(),
            frame.length(),
            message -> target.received(this, message));
    messagesReceived.addAndGet(count);
    target.batchEnd(this);
  }

  /** What a listener throws, and what the other side gets wrong, ends this link and no other. */
  private void tell(Consumer<LinkListener> event) {
    if (listener == null) {
      return;
    }
    try {
      event.accept(listener);
    } catch (WireException e) {
      fail(CloseReason.of(CloseReason.Kind.FAILED, "malformed frame: " + e.getMessage()));
    } catch (RuntimeException e) {
      fail(CloseReason.of(CloseReason.Kind.FAILED, "the listener failed: " + e));
    }
  }

  private void requestOwedFrame() {
    if (requestOwed) {
      requestOwed = false;
      call.requestFrame();
    }
  }

  private void wake() {
    if (!blocked && !drainScheduled.get() && drainScheduled.compareAndSet(false, true)) {
      execute(drain);
    }
  }

  private void drain() {
    // First, so that a message queued from here on wakes the thread again.
    drainScheduled.set(false);
    if (!sending || state == State.CLOSED) {
      return;
    }
    while (true) {
      if (!call.isReady()) {
        blocked = true;
        break;
      }
      OutgoingQueue.Batch batch = queue.take();
      if (batch == null) {
        break;
      }
      int length = batch.out.size();
      call.write(new Frame(batch.out.array(), 0, length));
      pulse.sent();
      framesSent.incrementAndGet();
      messagesSent.addAndGet(batch.messages);
      bytesSent.addAndGet(length);
      queue.recycle(batch);
    }
    finishWhenSent();
  }

  private void finish(CloseReason why) {
    if (state == State.CLOSED || state == State.CLOSING) {
      return;
    }
    state = State.CLOSING;
    reason = why;
    var _ = loop.schedule(() -> fail(why), CLOSE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    // A paused link must read on, or it would never see the end of the stream.
    requestOwedFrame();
    drain();
  }

  private void finishWhenSent() {
    if (state == State.CLOSING && !finished && queue.isEmpty()) {
      finished = true;
      call.finish();
    }
  }

  private void execute(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      // The network threads have stopped, and every link had been told its end before.
      queue.discard();
    }
  }
}
