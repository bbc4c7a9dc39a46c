package org.hyperdex.transport.link;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.hyperdex.core.protocol.Message;

/** Keeps everything a link tells. */
final class RecordingListener implements LinkListener {
  final List<Message> messages = new CopyOnWriteArrayList<>();
  final List<CloseReason> reasons = new CopyOnWriteArrayList<>();
  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger batches = new AtomicInteger();
  final AtomicInteger count = new AtomicInteger();
  private final BiConsumer<Link, Message> whenReceived;

  RecordingListener() {
    this.whenReceived = (_, message) -> messages.add(message);
  }

  RecordingListener(BiConsumer<Link, Message> whenReceived) {
    this.whenReceived = whenReceived;
  }

  @Override
  public void opened(Link link) {
    opened.incrementAndGet();
  }

  @Override
  public void received(Link link, Message message) {
    count.incrementAndGet();
    whenReceived.accept(link, message);
  }

  @Override
  public void batchEnd(Link link) {
    batches.incrementAndGet();
  }

  @Override
  public void closed(Link link, CloseReason reason) {
    reasons.add(reason);
  }
}
