package org.hyperdex.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.storage.shard.ShardEvent.PeerReconnected;
import org.hyperdex.storage.shard.ShardEvent.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MailboxTest {
  private final Mailbox mailbox = new Mailbox(new MailboxBounds(3, 10_000, 5, 20_000));

  private static Request request(long id) {
    return new Request(1, new ClientRequest.Get(id, 1, 1, Bytes.EMPTY));
  }

  private List<ShardEvent> take(int answered) throws InterruptedException {
    return mailbox.take(new ArrayList<>(), answered, 0);
  }

  @Test
  void eventsComeOutInTheOrderTheyWentIn() throws InterruptedException {
    mailbox.offer(request(1));
    mailbox.offerAll(List.of(new PeerReconnected(4), request(2)), new ArrayList<>());
    assertThat(take(0)).containsExactly(request(1), new PeerReconnected(4), request(2));
  }

  @Test
  void requestsAreHandedBackWhenItIsFullAndServerMessagesAreNot() throws InterruptedException {
    List<Request> refused = new ArrayList<>();
    boolean room =
        mailbox.offerAll(
            List.of(request(1), request(2), request(3), request(4), new PeerReconnected(9)),
            refused);
    assertThat(room).isFalse();
    assertThat(refused).containsExactly(request(4));
    assertThat(mailbox.offer(request(5))).isFalse();
    assertThat(mailbox.offer(new PeerReconnected(8))).isTrue();
    assertThat(take(0)).hasSize(5);
    assertThat(mailbox.offer(request(6))).isTrue();
  }

  @Test
  void requestsAreRefusedWhileTooManyAreUnanswered() throws InterruptedException {
    mailbox.offerAll(List.of(request(1), request(2), request(3)), new ArrayList<>());
    take(0);
    assertThat(mailbox.offer(request(4))).isTrue();
    assertThat(mailbox.offer(request(5))).isTrue();
    assertThat(mailbox.offer(request(6))).as("five are under way").isFalse();
    take(1);
    assertThat(mailbox.offer(request(7))).as("one has been answered").isTrue();
  }

  private static Request write(long id, int bytes) {
    Bytes value = Bytes.wrap(new byte[bytes]);
    return new Request(
        1,
        new ClientRequest.Write(
            id,
            1,
            1,
            new OperationId(7, id),
            0,
            Bytes.EMPTY,
            Existence.ANY,
            Optional.empty(),
            Predicate.TRUE,
            new ClientRequest.Update(List.of(new FunctionCall(1, Function.SET, value)))));
  }

  @Test
  void requestsAreRefusedWhileThoseUnansweredHaveTooManyBytes() throws InterruptedException {
    assertThat(mailbox.offer(write(1, 19_000))).isTrue();
    assertThat(mailbox.offer(write(2, 19_000))).as("it begins below the bound").isTrue();
    assertThat(mailbox.offer(write(3, 10))).isFalse();
    take(0);
    assertThat(mailbox.offer(request(4))).as("they are still under way").isFalse();
    mailbox.offer(new PeerReconnected(9));
    mailbox.take(new ArrayList<>(), 1, 19_000);
    assertThat(mailbox.offer(request(5))).as("one has been answered").isTrue();
  }

  @Test
  void otherServersWaitWhileTooManyBytesDo() throws InterruptedException {
    ShardEvent row =
        new ShardEvent.FromServer(
            new ChainMessage.Propagate(
                1,
                1,
                Bytes.EMPTY,
                Version.NONE,
                Version.NONE,
                new OperationId(1, 1),
                0,
                Outcome.OK,
                Optional.of(Bytes.wrap(new byte[6_000])),
                List.of(),
                0,
                Version.NONE,
                2));
    assertThat(mailbox.offerAll(List.of(row), new ArrayList<>())).isTrue();
    assertThat(mailbox.offerAll(List.of(row), new ArrayList<>())).isFalse();
    assertThat(take(0)).hasSize(2);
    assertThat(mailbox.offerAll(List.of(row), new ArrayList<>())).isTrue();
  }

  @Test
  void theConsumerSleepsUntilThereIsSomething() throws Exception {
    CompletableFuture<List<ShardEvent>> taken = new CompletableFuture<>();
    Thread consumer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                taken.complete(take(0));
              } catch (InterruptedException e) {
                taken.completeExceptionally(e);
              }
            });
    await().until(() -> consumer.getState() == Thread.State.WAITING);
    mailbox.offer(request(1));
    assertThat(taken.get(10, TimeUnit.SECONDS)).containsExactly(request(1));
    consumer.join(Duration.ofSeconds(10));
  }

  @Test
  void aPausedSenderIsResumedWhenTheMailboxHasBeenDrained() throws InterruptedException {
    AtomicInteger resumed = new AtomicInteger();
    mailbox.offer(request(1));
    mailbox.whenDrained(resumed::incrementAndGet);
    assertThat(resumed).hasValue(0);
    take(0);
    assertThat(resumed).hasValue(1);
    mailbox.whenDrained(resumed::incrementAndGet);
    assertThat(resumed).as("there is nothing to wait for").hasValue(2);
  }

  @Test
  void aClosedMailboxIsEmptiedFirst() throws InterruptedException {
    mailbox.offer(request(1));
    mailbox.close();
    assertThat(mailbox.offer(request(2))).isFalse();
    assertThat(take(0)).containsExactly(request(1));
    assertThat(take(0)).isEmpty();
  }
}
