package org.hyperdex.client.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hyperdex.client.CallOptions;
import org.hyperdex.client.Condition;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.FailureOutcome;
import org.hyperdex.client.GroupException;
import org.hyperdex.client.GroupOperation;
import org.hyperdex.client.GroupResult;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Columns;
import org.hyperdex.transport.link.Link;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Group operations against a server that answers, refuses, breaks links and keeps silent. */
@Timeout(30)
class GroupsTest {
  private static final long A = 10;
  private static final Condition RED = Condition.equal("v", Value.Text.of("red"));
  private static final WriteOperation PAINT =
      WriteOperation.conditionalPut(Condition.ALL, Map.of("v", Value.Text.of("blue")));
  private static final CallOptions LONG = CallOptions.timeout(Duration.ofSeconds(20));
  private static final CallOptions SHORT = CallOptions.timeout(Duration.ofMillis(500));

  private final FakeCluster cluster = new FakeCluster();
  private FakeServer server;

  @BeforeEach
  void start() {
    server = cluster.server(A);
    cluster.publish(A);
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private void fill(int objects) {
    for (int i = 0; i < objects; i++) {
      server.rows.put(
          Bytes.utf8("k" + i),
          new StoredRow(new Version(1, 1), Row.of(List.of(Bytes.utf8("red")))));
    }
  }

  private List<ClientRequest.Write> writes() {
    return server.requests(ClientRequest.Write.class);
  }

  private GroupOperation group(WriteOperation operation, CallOptions options) {
    return cluster.client().group("kv", RED, operation, options);
  }

  private static GroupException failure(GroupOperation group) {
    return catchThrowableOfType(GroupException.class, group::await);
  }

  private static void answer(Link link, ClientRequest.Write write, Outcome outcome) {
    link.send(
        new ServerResponse.WriteResult(
            write.requestId(), outcome, Version.NONE, outcome.functionFailed() ? 1 : -1));
  }

  @Test
  void everyObjectThatMatchesIsChangedOnceUnderTheCondition() {
    fill(1000);
    GroupResult result = group(PAINT, LONG).await();

    assertThat(result.matched()).isEqualTo(1000);
    assertThat(result.changed()).isEqualTo(1000);
    assertThat(writes()).hasSize(1000).allMatch(w -> w.existence() == Existence.MUST_EXIST);
    assertThat(writes()).extracting(ClientRequest.Write::key).doesNotHaveDuplicates();
    ClientRequest.Search search = server.requests(ClientRequest.Search.class).getFirst();
    assertThat(search.listing().columns()).as("keys are enough").isEqualTo(Columns.NONE);
    assertThat(writes()).allMatch(w -> w.guards().equals(search.predicate()));
    assertThat(server.rows.values())
        .allMatch(row -> Row.column(row.row(), 0).equals(Bytes.utf8("blue")));
  }

  @Test
  void allAreDeleted() {
    fill(300);
    GroupResult result = group(WriteOperation.delete(), LONG).await();
    assertThat(result).isEqualTo(new GroupResult(300, 300, 0, 0, List.of()));
    assertThat(server.rows).isEmpty();
  }

  @Test
  void nothingMatches() {
    assertThat(group(PAINT, LONG).await()).isEqualTo(new GroupResult(0, 0, 0, 0, List.of()));
  }

  @Test
  void onlySoManyWritesAreUnderWayAtATime() {
    fill(1000);
    List<ClientRequest.Write> held = new CopyOnWriteArrayList<>();
    List<Link> links = new CopyOnWriteArrayList<>();
    AtomicBoolean open = new AtomicBoolean();
    server.behaviour =
        (self, link, request) -> {
          if (request instanceof ClientRequest.Write write && !open.get()) {
            links.add(link);
            held.add(write);
          } else {
            self.serve(link, request);
          }
        };
    GroupOperation group = group(PAINT, LONG);
    await().until(() -> held.size() == 256);
    assertThat(group.progress().matched()).isEqualTo(256);
    assertThat(group.progress().changed()).isZero();
    open.set(true);
    held.forEach(write -> server.serve(links.getFirst(), write));
    assertThat(group.await().changed()).isEqualTo(1000);
  }

  @Test
  void whatDoesNotMatchAnyMoreIsMatchedAndNotChanged() {
    fill(10);
    server.behaviour =
        (self, link, request) -> {
          if (request instanceof ClientRequest.Write write && write.key().toUtf8().equals("k3")) {
            answer(link, write, Outcome.GUARD_FAILED);
          } else {
            self.serve(link, request);
          }
        };
    assertThat(group(PAINT, LONG).await()).isEqualTo(new GroupResult(10, 9, 0, 0, List.of()));
  }

  @Test
  void aFunctionThatCannotBeAppliedToAnObjectIsToldAndTheOthersAreChanged() {
    fill(10);
    server.behaviour =
        (self, link, request) -> {
          if (request instanceof ClientRequest.Write write && write.key().toUtf8().equals("k3")) {
            answer(link, write, Outcome.OVERFLOW);
          } else {
            self.serve(link, request);
          }
        };
    GroupResult result = group(PAINT, LONG).await();
    assertThat(result.changed()).isEqualTo(9);
    assertThat(result.refused()).isEqualTo(1);
    GroupResult.Refusal refusal = result.refusals().getFirst();
    assertThat(refusal.key()).isEqualTo(Value.Text.of("k3"));
    assertThat(refusal.outcome()).isEqualTo(Outcome.OVERFLOW);
    assertThat(refusal.attribute()).contains("v");
  }

  @Test
  void aLostLinkIsNoReasonToChangeAnythingTwice() {
    fill(600);
    AtomicBoolean broken = new AtomicBoolean();
    server.behaviour =
        (self, link, request) -> {
          if (request instanceof ClientRequest.Write
              && writes().size() > 50
              && broken.compareAndSet(false, true)) {
            self.breakLinks();
          } else {
            self.serve(link, request);
          }
        };
    assertThat(group(PAINT, LONG).await().changed()).isEqualTo(600);
    assertThat(server.outcomes).hasSize(600);
    assertThat(writes().size()).isGreaterThan(600);
  }

  @Test
  void aClusterThatBecomesReadOnlyEndsItAndSaysHowFarItCame() {
    fill(2000);
    List<Bytes> changed = new ArrayList<>();
    server.behaviour =
        (self, link, request) -> {
          if (!(request instanceof ClientRequest.Write write)) {
            self.serve(link, request);
          } else if (changed.size() < 100) {
            changed.add(write.key());
            self.serve(link, request);
          } else {
            self.refuse(link, request, RefusalReason.READ_ONLY, 1);
          }
        };
    GroupException failure = failure(group(PAINT, LONG));
    assertThat(failure.code()).isEqualTo(ErrorCode.READ_ONLY);
    assertThat(failure.soFar().changed()).isEqualTo(100);
    assertThat(failure.soFar().unknown()).isZero();
    assertThat(failure.outcome()).isEqualTo(FailureOutcome.UNKNOWN);
    assertThat(failure.detail()).contains("100 objects are changed");
    assertThat(writes().size()).as("nothing more has begun").isLessThanOrEqualTo(100 + 2 * 256);
  }

  @Test
  void aReadOnlyClusterChangesNothing() {
    fill(10);
    server.behaviour =
        (self, link, request) -> {
          if (request instanceof ClientRequest.Write) {
            self.refuse(link, request, RefusalReason.READ_ONLY, 1);
          } else {
            self.serve(link, request);
          }
        };
    GroupException failure = failure(group(PAINT, LONG));
    assertThat(failure.outcome()).isEqualTo(FailureOutcome.NOT_APPLIED);
    assertThat(failure.soFar().changed()).isZero();
  }

  @Test
  void atTheDeadlineItSaysOfHowManyObjectsNothingIsKnown() {
    fill(100);
    server.behaviour =
        (self, link, request) -> {
          boolean silent =
              request instanceof ClientRequest.Write write && write.key().toUtf8().endsWith("7");
          if (!silent) {
            self.serve(link, request);
          }
        };
    GroupException failure = failure(group(PAINT, SHORT));
    assertThat(failure.code()).isEqualTo(ErrorCode.DEADLINE);
    assertThat(failure.soFar()).isEqualTo(new GroupResult(100, 90, 0, 10, List.of()));
    assertThat(failure.detail()).contains("90 objects are changed, and of 10 more");
  }

  @Test
  void aSearchThatFailsFailsIt() {
    server.behaviour = (_, _, _) -> {};
    GroupException failure = failure(group(PAINT, SHORT));
    assertThat(failure.code()).isEqualTo(ErrorCode.DEADLINE);
    assertThat(failure.outcome()).isEqualTo(FailureOutcome.NOT_APPLIED);
  }

  @Test
  void whoStopsItGetsWhatHasBeenDone() {
    fill(1000);
    List<ClientRequest.Write> held = new CopyOnWriteArrayList<>();
    List<Link> links = new CopyOnWriteArrayList<>();
    server.behaviour =
        (self, link, request) -> {
          if (request instanceof ClientRequest.Write write) {
            links.add(link);
            held.add(write);
          } else {
            self.serve(link, request);
          }
        };
    GroupOperation group = group(PAINT, LONG);
    await().until(() -> held.size() == 256);
    group.close();
    assertThat(group.result()).as("some are under way").isNotDone();
    held.forEach(write -> server.serve(links.getFirst(), write));
    GroupException failure = failure(group);
    assertThat(failure.code()).isEqualTo(ErrorCode.CLOSED);
    assertThat(failure.soFar().changed()).isEqualTo(256);
    assertThat(writes()).hasSize(256);
  }

  @Test
  void aRemovedSpaceEndsIt() {
    fill(10);
    server.behaviour =
        (self, link, request) -> {
          if (!(request instanceof ClientRequest.Write)) {
            self.serve(link, request);
          }
        };
    GroupOperation group = group(PAINT, LONG);
    await().until(() -> writes().size() == 10);
    cluster.coordinator.know(cluster.withoutSpaces());
    cluster.coordinator.publish();
    GroupException failure = failure(group);
    assertThat(failure.code()).isEqualTo(ErrorCode.UNKNOWN_SPACE);
    assertThat(failure.soFar().unknown()).isEqualTo(10);
  }

  @Test
  void whatMakesNoSenseIsRefusedAtOnce() {
    assertThatThrownBy(() -> group(WriteOperation.put(Map.of()), LONG))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> group(WriteOperation.conditionalDelete(RED), LONG))
        .isInstanceOf(IllegalArgumentException.class);
    WriteOperation wrong =
        WriteOperation.conditionalPut(Condition.ALL, Map.of("w", Value.Text.of("x")));
    HyperDexException failure =
        catchThrowableOfType(HyperDexException.class, () -> group(wrong, LONG));
    assertThat(failure.code()).isEqualTo(ErrorCode.UNKNOWN_ATTRIBUTE);
    assertThat(server.requests).isEmpty();
  }

  @Test
  void aClosedClientEndsIt() {
    fill(10);
    server.behaviour =
        (self, link, request) -> {
          if (!(request instanceof ClientRequest.Write)) {
            self.serve(link, request);
          }
        };
    var client = cluster.client();
    GroupOperation group = client.group("kv", RED, PAINT, LONG);
    await().until(() -> writes().size() == 10);
    client.close();
    assertThat(failure(group).code()).isEqualTo(ErrorCode.CLOSED);
  }
}
