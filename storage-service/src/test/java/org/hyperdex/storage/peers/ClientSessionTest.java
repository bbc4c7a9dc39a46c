package org.hyperdex.storage.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.protocol.Message;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.GetResult;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
import org.hyperdex.core.protocol.ServerResponse.Refused;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.storage.search.Searches;
import org.hyperdex.transport.link.Link;
import org.hyperdex.transport.link.LinkCounts;
import org.hyperdex.transport.wire.Hello;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client is sent that does not read what it has asked for. */
class ClientSessionTest {
  private static final int ROW_BYTES = 1 << 20;

  private final Searches searches = new Searches(1, Duration.ofMinutes(1), (_, _) -> {}, _ -> {});
  private final UnreadLink link = new UnreadLink();
  private final ClientSession session = new ClientSession(link, searches);

  @AfterEach
  void close() {
    searches.close();
  }

  private static ServerResponse got(long requestId, int bytes) {
    Bytes row = Row.of(List.of(Bytes.wrap(new byte[bytes])));
    return new GetResult(requestId, Optional.of(new StoredRow(new Version(1, 1), row)));
  }

  @Test
  void largeObjectsAreRefusedWhileTooManyBytesWait() {
    for (int request = 0; request < 100; request++) {
      session.answer(got(request, ROW_BYTES));
    }

    // One may have begun below the bound.
    assertThat(link.bytes).isBetween(32L << 20, (32L << 20) + 2 * ROW_BYTES);
    assertThat(link.sent.getLast())
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.requestId()).isEqualTo(99);
              assertThat(refused.reason()).isEqualTo(RefusalReason.OVERLOADED);
            });
    assertThat(link.closed).as("the client keeps its link").isFalse();
    ServerResponse small = got(100, 10);
    session.answer(small);
    assertThat(link.sent.getLast()).isEqualTo(small);

    link.bytes = 0;
    session.answer(got(101, ROW_BYTES));
    assertThat(link.sent.getLast()).isInstanceOf(GetResult.class);
  }

  /** Keeps everything in its queue. */
  private static final class UnreadLink implements Link {
    private final List<Message> sent = new ArrayList<>();
    private long bytes;
    private boolean closed;

    @Override
    public long id() {
      return 1;
    }

    @Override
    public Hello hello() {
      return Hello.ofClient("c", 1, 1);
    }

    @Override
    public boolean send(Message message) {
      return enqueue(message);
    }

    @Override
    public boolean enqueue(Message message) {
      sent.add(message);
      if (message instanceof GetResult got) {
        bytes += got.row().orElseThrow().row().length();
      }
      return true;
    }

    @Override
    public void flush() {}

    @Override
    public void pauseReceiving() {}

    @Override
    public void resumeReceiving() {}

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public LinkCounts counts() {
      return new LinkCounts(0, 0, 0, 0, 0, 0, bytes);
    }
  }
}
