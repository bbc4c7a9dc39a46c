package org.hyperdex.transport.link;

import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.hyperdex.transport.wire.FrameCodec;

/**
 * Tells a link whose other side is gone from one whose other side has nothing to say.
 *
 * <p>A network that swallows packets, or a process that stands still, ends no connection. So each
 * side sends an empty frame when it has sent nothing for a while, and gives the link up when it has
 * heard nothing for several times that long. Only the time in which this side was listening counts:
 * not while the link is paused, nor when the network thread itself was held up.
 *
 * <p>Used by the link's network thread alone.
 */
final class Pulse {
  private static final long BEAT_MILLIS = 500;
  private static final int BEATS_OF_SILENCE = 4;
  private static final Frame EMPTY = Frame.of(FrameCodec.encodeEmpty());

  private final StreamLink link;
  private final StreamCall call;
  private final EventLoop loop;
  private boolean sent;
  private boolean heard;
  private int silentBeats;
  private long lastNanos;

  Pulse(StreamLink link, StreamCall call, EventLoop loop) {
    this.link = link;
    this.call = call;
    this.loop = loop;
  }

  /** Begins; goes on as long as the link is of use. */
  void start() {
    lastNanos = System.nanoTime();
    next();
  }

  /** A frame was sent. */
  void sent() {
    sent = true;
  }

  /** A frame came. */
  void heard() {
    heard = true;
  }

  private void next() {
    if (!loop.isShuttingDown()) {
      var _ = loop.schedule(this::beat, BEAT_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void beat() {
    if (link.ending()) {
      return;
    }
    if (!sent && call.isReady()) {
      call.write(EMPTY);
    }
    sent = false;
    long nowNanos = System.nanoTime();
    boolean heldUp = nowNanos - lastNanos > TimeUnit.MILLISECONDS.toNanos(2 * BEAT_MILLIS);
    lastNanos = nowNanos;
    silentBeats = heard || heldUp || link.receivesNothing() ? 0 : silentBeats + 1;
    heard = false;
    if (silentBeats < BEATS_OF_SILENCE) {
      next();
    } else {
      link.fail(
          CloseReason.of(
              CloseReason.Kind.LOST,
              "nothing was heard for " + BEATS_OF_SILENCE * BEAT_MILLIS + " ms"));
    }
  }
}
