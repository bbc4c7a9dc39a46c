package org.hyperdex.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.replication.Shard;
import org.hyperdex.core.replication.TurnEffects.StartSearch;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.storage.rows.DataDirectory;
import org.hyperdex.storage.rows.Durability;
import org.hyperdex.storage.rows.RocksStore;
import org.hyperdex.storage.rows.ShardRows;
import org.hyperdex.storage.rows.StorageFailure;
import org.hyperdex.storage.rows.StoreTuning;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** G1 at the place where it is kept: what leaves a turn, and when. */
@Timeout(30)
class ShardLoopTest {
  private static final long SELF = 1;
  private static final long OTHER = 2;
  private static final long REGION = 10;

  @TempDir Path parent;
  private DataDirectory directory;
  private RocksStore store;
  private final Mailbox mailbox = new Mailbox(new MailboxBounds(100, 1 << 20, 100, 1 << 20));
  private final List<String> story = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private volatile Runnable disk = () -> story.add("sync");
  private Thread thread = new Thread(() -> {});

  private final ShardOutput output =
      new ShardOutput() {
        @Override
        public void toServer(long server, ChainMessage message) {
          story.add("send " + message.getClass().getSimpleName());
        }

        @Override
        public void toClient(long link, ServerResponse response) {
          story.add("answer " + response.requestId());
        }

        @Override
        public void flush() {
          story.add("flush");
        }

        @Override
        public void start(StartSearch search) {
          story.add("search");
        }
      };

  @BeforeEach
  void open() {
    directory = DataDirectory.open(parent.resolve("data"));
    store = RocksStore.open(directory, StoreTuning.small());
  }

  @AfterEach
  void close() throws InterruptedException {
    mailbox.close();
    thread.join();
    store.close();
    directory.close();
  }

  private void start(Durability durability, Long... chain) throws Exception {
    ShardRows rows = store.shard();
    ShardLoop loop =
        new ShardLoop(
            new Shard(SELF, _ -> true, rows),
            rows,
            () -> disk.run(),
            durability,
            mailbox,
            output,
            _ -> {},
            System::nanoTime,
            failure::complete);
    thread = Thread.ofPlatform().start(loop);
    CompletableFuture<Boolean> adopted = new CompletableFuture<>();
    mailbox.offer(new ShardEvent.Configure(configuration(chain), () -> adopted.complete(true)));
    adopted.get(10, TimeUnit.SECONDS);
    story.clear();
  }

  private static Configuration configuration(Long... chain) {
    Region region =
        new Region(REGION, 1, List.of(0L), List.of(-1L), List.of(chain), OptionalLong.empty());
    Subspace keys = new Subspace(20, List.of(0), List.of(1), List.of(region));
    Schema schema = new Schema(List.of(new Attribute("k", AttributeType.STRING)));
    Space space = new Space(30, "s", schema, 0, 1, "", List.of(keys), List.of());
    return new Configuration("c", 1, false, List.of(), List.of(), List.of(space));
  }

  private void write(long requestId, String key) {
    mailbox.offer(
        new ShardEvent.Request(
            1,
            new ClientRequest.Write(
                requestId,
                REGION,
                1,
                new OperationId(7, requestId),
                0,
                Bytes.utf8(key),
                Existence.ANY,
                Optional.empty(),
                Predicate.TRUE,
                new ClientRequest.Update(List.of()))));
  }

  private void awaitStory(String last) {
    await().until(() -> story.contains(last));
    // The turn's end comes behind.
    await().until(() -> "flush".equals(story.getLast()));
  }

  @Test
  void withSyncAWriteIsAnsweredOnlyAfterTheDiskHasIt() throws Exception {
    start(Durability.SYNC, SELF);
    write(1, "a");
    awaitStory("answer 1");
    assertThat(story).containsExactly("flush", "sync", "answer 1", "flush");
  }

  @Test
  void withOsNobodyWaitsForTheDisk() throws Exception {
    start(Durability.OS, SELF);
    write(1, "a");
    awaitStory("answer 1");
    assertThat(story).containsExactly("answer 1", "flush");
  }

  @Test
  void aWriteTravelsToTheNextServerOfItsKeyRegionWhenItIsDurable() throws Exception {
    start(Durability.SYNC, SELF, OTHER);
    write(1, "a");
    awaitStory("send Propagate");
    assertThat(story).containsSubsequence("sync", "send Propagate", "flush");
  }

  @Test
  void aGetNeedsNoDisk() throws Exception {
    start(Durability.SYNC, SELF);
    mailbox.offer(new ShardEvent.Request(1, new ClientRequest.Get(5, REGION, 1, Bytes.utf8("a"))));
    awaitStory("answer 5");
    assertThat(story).doesNotContain("sync");
  }

  @Test
  void requestsThatWaitTogetherShareOneTurn() throws Exception {
    start(Durability.SYNC, SELF);
    CompletableFuture<Void> hold = new CompletableFuture<>();
    disk = hold::join;
    write(1, "a");
    await().until(() -> thread.getState() == Thread.State.WAITING);
    disk = () -> story.add("sync");
    story.clear();
    write(2, "b");
    write(3, "c");
    hold.complete(null);
    awaitStory("answer 3");
    assertThat(story)
        .containsExactly("answer 1", "flush", "flush", "sync", "answer 2", "answer 3", "flush");
  }

  @Test
  void nothingIsAnsweredAfterADiskThatFailed() throws Exception {
    start(Durability.SYNC, SELF);
    disk =
        () -> {
          throw new StorageFailure("sync the log", new IOException("No space left on device"));
        };
    write(1, "a");
    assertThat(failure.get(10, TimeUnit.SECONDS))
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("No space left");
    thread.join();
    write(2, "b");
    assertThat(story).doesNotContain("answer 1", "answer 2");
  }

  @Test
  void whatIsAnsweredMakesRoomForMoreBytes() throws Exception {
    start(Durability.OS, SELF);
    String key = "k".repeat(60_000);
    // Of so many bytes a few at a time are admitted.
    for (int write = 1; write <= 100; write++) {
      write(write, key + write);
      awaitStory("answer " + write);
    }
  }

  @Test
  void aDefectEndsTheShardBeforeAnythingOfTheTurnLeaves() throws Exception {
    start(Durability.OS, SELF);
    write(1, "a");
    awaitStory("answer 1");
    // No link hands a credit to a shard; the core says so by throwing.
    mailbox.offer(new ShardEvent.Request(1, new ClientRequest.SearchCredit(2, 1)));
    assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(IllegalArgumentException.class);
    thread.join();
    assertThat(story).containsExactly("answer 1", "flush");
  }
}
