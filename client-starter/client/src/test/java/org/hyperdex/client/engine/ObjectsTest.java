package org.hyperdex.client.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.hyperdex.client.CallOptions;
import org.hyperdex.client.Condition;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.FailureOutcome;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.StoredObject;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.WriteResult;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Operator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Gets and writes against servers that answer, refuse, break links and keep silent. */
@Timeout(30)
class ObjectsTest {
  private static final long A = 10;
  private static final long B = 20;
  private static final Value KEY = Value.Text.of("key");
  private static final WriteOperation PUT = put("x");
  private static final CallOptions SHORT = CallOptions.timeout(Duration.ofMillis(300));

  private final FakeCluster cluster = new FakeCluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void readsOnlyTheAttributesItIsAskedFor() throws Exception {
    cluster.server(A);
    cluster.publish(A);
    HyperDexClient client = cluster.client();
    client.write("kv", KEY, PUT).get();

    StoredObject keyAlone = client.get("kv", KEY, List.of("k")).get().orElseThrow();
    assertThat(keyAlone.key()).isEqualTo(KEY);
    assertThat(keyAlone.attributes()).isEmpty();
    assertThat(client.get("kv", KEY, List.of("v")).get().orElseThrow().attributes())
        .containsExactly(Map.entry("v", Value.Text.of("x")));
    assertThat(client.get("kv", Value.Text.of("other"), List.of("v")).get()).isEmpty();

    HyperDexException unknown = failure(client.get("kv", KEY, List.of("v", "w")));
    assertThat(unknown.code()).isEqualTo(ErrorCode.UNKNOWN_ATTRIBUTE);
    assertThat(unknown.outcome()).isEqualTo(FailureOutcome.NOT_APPLIED);
    assertThat(unknown.detail()).contains("w");
  }

  @Test
  void readsWhatItHasWritten() throws Exception {
    cluster.server(A);
    cluster.publish(A);
    HyperDexClient client = cluster.client();

    WriteResult created = client.write("kv", KEY, PUT).get();
    WriteResult changed = client.write("kv", KEY, put("y")).get();
    Optional<StoredObject> found = client.get("kv", KEY).get();

    assertThat(created.outcome()).isEqualTo(Outcome.CREATED);
    assertThat(changed.outcome()).isEqualTo(Outcome.OK);
    assertThat(found)
        .hasValueSatisfying(object -> {
          assertThat(object.key()).isEqualTo(KEY);
          assertThat(object.version()).isEqualTo(changed.version());
          assertThat(object.attributes()).containsExactly(Map.entry("v", Value.Text.of("y")));
        });
    assertThat(client.get("kv", Value.Text.of("other")).get()).isEmpty();
  }

  @Test
  void waitsForTheFirstConfiguration() throws Exception {
    cluster.server(A);
    HyperDexClient client = cluster.client();

    CompletableFuture<WriteResult> write = client.write("kv", KEY, PUT);
    cluster.publish(A);

    assertThat(write.get().outcome()).isEqualTo(Outcome.CREATED);
  }

  @Test
  void followsARefusalToTheConfigurationTheServerKnows() throws Exception {
    FakeServer first = cluster.server(A);
    FakeServer second = cluster.server(B);
    cluster.publish(A);
    first.behaviour =
        (server, link, request) -> server.refuse(link, request, RefusalReason.WRONG_EPOCH, 2);
    HyperDexClient client = cluster.client();

    CompletableFuture<WriteResult> write = client.write("kv", KEY, PUT);
    await().until(() -> !first.requests.isEmpty());
    cluster.publish(B);

    assertThat(write.get().outcome()).isEqualTo(Outcome.CREATED);
    ClientRequest.Write refused = first.requests(ClientRequest.Write.class).getFirst();
    ClientRequest.Write taken = second.requests(ClientRequest.Write.class).getFirst();
    assertThat(taken.operation()).isEqualTo(refused.operation());
    assertThat(List.of(refused.epoch(), taken.epoch())).containsExactly(1L, 2L);
  }

  @Test
  void asksAgainUntilAnOverloadedServerHasRoom() throws Exception {
    FakeServer server = cluster.server(A);
    cluster.publish(A);
    AtomicInteger refusals = new AtomicInteger(5);
    server.behaviour =
        (self, link, request) -> {
          if (refusals.getAndDecrement() > 0) {
            self.refuse(link, request, RefusalReason.OVERLOADED, 1);
          } else {
            self.serve(link, request);
          }
        };

    assertThat(cluster.client().write("kv", KEY, PUT).get().outcome()).isEqualTo(Outcome.CREATED);
    assertThat(operations(server)).hasSize(6).containsOnly(operations(server).getFirst());
  }

  @Test
  void aWriteWhoseLinkBreaksBeforeTheAnswerTakesEffectOnce() throws Exception {
    FakeServer server = cluster.server(A);
    cluster.publish(A);
    AtomicBoolean broken = new AtomicBoolean();
    server.behaviour =
        (self, link, request) -> {
          if (broken.compareAndSet(false, true)) {
            applySilently(self, request);
            link.close();
          } else {
            self.serve(link, request);
          }
        };

    WriteResult result = cluster.client().write("kv", KEY, PUT).get();

    assertThat(result.outcome()).isEqualTo(Outcome.CREATED);
    assertThat(result.version()).isEqualTo(new Version(1, 1));
    assertThat(operations(server)).hasSize(2).containsOnly(operations(server).getFirst());
  }

  @Test
  void aNewHeadIsAskedThoughTheOldOneKeepsSilent() throws Exception {
    FakeServer silent = cluster.server(A);
    silent.behaviour = (_, _, _) -> {};
    cluster.server(B);
    cluster.publish(A, B);
    HyperDexClient client = cluster.client();

    CompletableFuture<WriteResult> write = client.write("kv", KEY, PUT);
    await().until(() -> !silent.requests.isEmpty());
    cluster.publish(B);

    assertThat(write.get().outcome()).isEqualTo(Outcome.CREATED);
  }

  @Test
  void aWriteWithoutAnAnswerIsUnknownAndAReadIsNot() {
    FakeServer server = cluster.server(A);
    server.behaviour = (_, _, _) -> {};
    cluster.publish(A);
    HyperDexClient client = cluster.client();

    HyperDexException write = failure(client.write("kv", KEY, PUT, SHORT));
    HyperDexException get = failure(client.get("kv", KEY, SHORT));

    assertThat(write.code()).isEqualTo(ErrorCode.DEADLINE);
    assertThat(write.outcome()).isEqualTo(FailureOutcome.UNKNOWN);
    assertThat(get.code()).isEqualTo(ErrorCode.DEADLINE);
    assertThat(get.outcome()).isEqualTo(FailureOutcome.NOT_APPLIED);
  }

  @Test
  void aWriteToNobodyIsNotApplied() throws Exception {
    cluster.absentServer(A, freePort());
    cluster.publish(A);

    HyperDexException write = failure(cluster.client().write("kv", KEY, PUT, SHORT));

    assertThat(write.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(write.outcome()).isEqualTo(FailureOutcome.NOT_APPLIED);
  }

  @Test
  void aRegionWithoutServersIsUnavailable() {
    cluster.publish();

    HyperDexException write = failure(cluster.client().write("kv", KEY, PUT, SHORT));

    assertThat(write.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(write.outcome()).isEqualTo(FailureOutcome.NOT_APPLIED);
  }

  @Test
  void aWriteThatIsRefusedAsReadOnlyFailsAtOnce() {
    FakeServer server = cluster.server(A);
    server.behaviour =
        (self, link, request) -> self.refuse(link, request, RefusalReason.READ_ONLY, 1);
    cluster.publish(A);

    HyperDexException write = failure(cluster.client().write("kv", KEY, PUT));

    assertThat(write.code()).isEqualTo(ErrorCode.READ_ONLY);
    assertThat(write.outcome()).isEqualTo(FailureOutcome.NOT_APPLIED);
  }

  @Test
  void duplicatesAndAnswersToNobodyAreDropped() throws Exception {
    FakeServer server = cluster.server(A);
    server.behaviour =
        (self, link, request) -> {
          link.send(new ServerResponse.GetResult(request.requestId() + 1000, Optional.empty()));
          self.serve(link, request);
          self.serve(link, request);
        };
    cluster.publish(A);
    HyperDexClient client = cluster.client();

    for (int i = 0; i < 20; i++) {
      String value = "v" + i;
      client.write("kv", KEY, put(value)).get();
      assertThat(client.get("kv", KEY).get().orElseThrow().attribute("v"))
          .contains(Value.Text.of(value));
    }
  }

  @Test
  void anAnswerAfterTheDeadlineIsDropped() throws Exception {
    FakeServer server = cluster.server(A);
    Queue<Runnable> late = new ConcurrentLinkedQueue<>();
    server.behaviour = (self, link, request) -> late.add(() -> self.serve(link, request));
    cluster.publish(A);
    HyperDexClient client = cluster.client();
    assertThat(failure(client.write("kv", KEY, PUT, SHORT)).code()).isEqualTo(ErrorCode.DEADLINE);

    server.behaviour = FakeServer::serve;
    late.forEach(Runnable::run);

    assertThat(client.write("kv", KEY, put("y")).get().outcome()).isEqualTo(Outcome.OK);
  }

  @Test
  void theWatermarkStaysBelowTheOldestWriteThatGoesOn() throws Exception {
    FakeServer server = cluster.server(A);
    Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    server.behaviour = (self, link, request) -> held.add(() -> self.serve(link, request));
    cluster.publish(A);
    HyperDexClient client = cluster.client();
    CompletableFuture<WriteResult> first = client.write("kv", KEY, PUT);
    await().until(() -> held.size() == 1);
    server.behaviour = FakeServer::serve;

    client.write("kv", KEY, PUT).get();
    client.write("kv", KEY, PUT).get();
    held.forEach(Runnable::run);
    first.get();
    client.write("kv", KEY, PUT).get();

    assertThat(server.requests(ClientRequest.Write.class))
        .extracting(ClientRequest.Write::watermark)
        .containsExactly(0L, 0L, 0L, 3L);
    assertThat(operations(server))
        .extracting(OperationId::sequence)
        .containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void aWriteThatFailedBeforeItWasSentDoesNotHoldTheWatermark() throws Exception {
    FakeServer server = cluster.server(A);
    cluster.publish(A);
    HyperDexClient client = cluster.client();

    failure(client.write("kv", KEY, WriteOperation.put(Map.of("nope", KEY))));
    client.write("kv", KEY, PUT).get();
    client.write("kv", KEY, PUT).get();

    assertThat(server.requests(ClientRequest.Write.class))
        .extracting(ClientRequest.Write::watermark)
        .containsExactly(0L, 1L);
  }

  @Test
  void aSpaceMadeAMomentAgoIsFoundAndAnUnknownOneIsNot() throws Exception {
    cluster.server(A);
    cluster.coordinator.know(cluster.withoutSpaces());
    HyperDexClient client = cluster.client();
    assertThat(client.configuration().version()).isEqualTo(1);
    int before = cluster.coordinator.statusCalls.get();

    HyperDexException unknown = failure(client.get("kv", KEY));
    Configuration next = cluster.configuration(FakeCluster.KV, A);
    cluster.coordinator.know(next);
    CompletableFuture<WriteResult> write = client.write("kv", KEY, PUT);
    await().until(() -> cluster.coordinator.statusCalls.get() > before + 1);
    cluster.coordinator.publish();

    assertThat(unknown.code()).isEqualTo(ErrorCode.UNKNOWN_SPACE);
    assertThat(unknown.detail()).contains("'kv'");
    assertThat(write.get().outcome()).isEqualTo(Outcome.CREATED);
  }

  @Test
  void withoutACoordinatorItIsUnavailable() {
    String address = cluster.coordinator.address();
    HyperDexClient client = cluster.client();
    cluster.coordinator.close();

    HyperDexException get =
        failure(client.get("kv", KEY, CallOptions.timeout(Duration.ofSeconds(2))));

    assertThat(get.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(get.detail()).contains("no coordinator").contains(address);
    assertThat(get.outcome()).isEqualTo(FailureOutcome.NOT_APPLIED);
  }

  @Test
  void aSpaceThatNobodyCanBeAskedAboutIsNotCalledUnknown() {
    cluster.server(A);
    cluster.publish(A);
    HyperDexClient client = cluster.client();
    assertThat(client.configuration().version()).isEqualTo(1);
    cluster.coordinator.close();

    HyperDexException get = failure(client.get("nowhere", KEY, SHORT));

    assertThat(get.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(get.detail()).contains("'nowhere'");
  }

  @Test
  void whatDoesNotFitTheSchemaIsNamed() {
    cluster.server(A);
    cluster.publish(A);
    HyperDexClient client = cluster.client();

    assertThat(failure(client.get("kv", new Value.Int(1))))
        .returns(ErrorCode.WRONG_TYPE, HyperDexException::code)
        .extracting(HyperDexException::context)
        .isEqualTo(Map.of("attribute", "k", "expected", "string", "found", "int"));
    assertThat(failure(client.write("kv", KEY, WriteOperation.put(Map.of("w", KEY)))))
        .returns(ErrorCode.UNKNOWN_ATTRIBUTE, HyperDexException::code);
    assertThat(failure(client.write("kv", KEY, WriteOperation.put(Map.of("k", KEY)))))
        .returns(ErrorCode.KEY_NOT_WRITABLE, HyperDexException::code);
    assertThat(
            failure(
                client.write(
                    "kv",
                    KEY,
                    WriteOperation.conditionalPut(
                        Condition.of("v", Operator.LESS_THAN, new Value.Float(1)), Map.of()))))
        .returns(ErrorCode.WRONG_TYPE, HyperDexException::code)
        .returns(FailureOutcome.NOT_APPLIED, HyperDexException::outcome);
    assertThat(failure(client.get("kv", new Value.Text(Bytes.wrap(new byte[70_000])))))
        .returns(ErrorCode.TOO_LARGE, HyperDexException::code);
    assertThat(failure(client.write("kv", KEY, put("x".repeat(Row.MAX_BYTES + 1)))))
        .returns(ErrorCode.TOO_LARGE, HyperDexException::code);
  }

  @Test
  void anObjectThatDoesNotFitTheSchemaIsADefectAndNotAResult() {
    FakeServer server = cluster.server(A);
    server.rows.put(Bytes.utf8("key"), new StoredRow(new Version(1, 1), Bytes.utf8("garbage")));
    cluster.publish(A);

    assertThat(failure(cluster.client().get("kv", KEY)).code()).isEqualTo(ErrorCode.INTERNAL);
  }

  @Test
  void atTheBoundCallersWaitAndThenFail() throws Exception {
    FakeServer server = cluster.server(A);
    Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    server.behaviour = (self, link, request) -> held.add(() -> self.serve(link, request));
    cluster.publish(A);
    HyperDexClient client = cluster.client(cluster.options().maxOutstanding(2));
    assertThat(client.configuration().version()).isEqualTo(1);
    CompletableFuture<?> first = client.get("kv", KEY);
    var _ = client.get("kv", KEY);

    HyperDexException third = failure(client.get("kv", KEY, SHORT));
    await().until(() -> held.size() == 2);
    held.remove().run();
    first.get();
    CompletableFuture<?> fourth = client.get("kv", KEY);
    await().until(() -> held.size() == 2);
    held.forEach(Runnable::run);
    fourth.get();

    assertThat(third.code()).isEqualTo(ErrorCode.OVERLOADED);
    assertThat(server.requests).hasSize(3);
  }

  @Test
  void atTheBoundOfBytesLargeWritesWaitAndSmallOnesDoNot() throws Exception {
    FakeServer server = cluster.server(A);
    Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    server.behaviour = (self, link, request) -> held.add(() -> self.serve(link, request));
    cluster.publish(A);
    HyperDexClient client = cluster.client(cluster.options().maxOutstandingBytes(100_000));
    assertThat(client.configuration().version()).isEqualTo(1);
    WriteOperation large = WriteOperation.put(Map.of("v", Value.Text.of("x".repeat(60_000))));
    CompletableFuture<?> first = client.write("kv", KEY, large);

    HyperDexException second = failure(client.write("kv", KEY, large, SHORT));
    assertThat(second.code()).isEqualTo(ErrorCode.OVERLOADED);
    assertThat(second.detail()).contains("99328 bytes have been in flight");
    CompletableFuture<?> small = client.get("kv", KEY);

    await().until(() -> held.size() == 2);
    held.remove().run();
    first.get();
    WriteOperation larger = WriteOperation.put(Map.of("v", Value.Text.of("x".repeat(200_000))));
    CompletableFuture<?> third = client.write("kv", KEY, larger);
    await().until(() -> held.size() == 2);
    held.forEach(Runnable::run);
    small.get();
    third.get();
  }

  @Test
  void dependentStagesNeverRunOnNetworkThreads() throws Exception {
    cluster.server(A);
    cluster.publish(A);
    HyperDexClient client = cluster.client();

    List<CompletableFuture<Thread>> threads = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      threads.add(client.write("kv", KEY, PUT).thenApply(_ -> Thread.currentThread()));
    }

    for (CompletableFuture<Thread> thread : threads) {
      assertThat(thread.get()).matches(t -> t.isVirtual() || t == Thread.currentThread());
    }
  }

  @Test
  void closingFailsWhatIsUnderWay() {
    FakeServer server = cluster.server(A);
    server.behaviour = (_, _, _) -> {};
    cluster.publish(A);
    HyperDexClient client = cluster.client();
    CompletableFuture<WriteResult> write = client.write("kv", KEY, PUT);
    CompletableFuture<?> lookup = client.get("nowhere", KEY);
    await().until(() -> !server.requests.isEmpty());

    client.close();

    assertThat(failure(write))
        .returns(ErrorCode.CLOSED, HyperDexException::code)
        .returns(FailureOutcome.UNKNOWN, HyperDexException::outcome);
    assertThat(failure(lookup).code()).isIn(ErrorCode.CLOSED, ErrorCode.UNKNOWN_SPACE);
    assertThat(failure(client.get("kv", KEY)).code()).isEqualTo(ErrorCode.CLOSED);
  }

  @Test
  void thousandsOfWritesInFlightAllTakeEffectOnceThoughLinksBreak() throws Exception {
    FakeServer server = cluster.server(A);
    cluster.publish(A);
    AtomicInteger seen = new AtomicInteger();
    server.behaviour =
        (self, link, request) -> {
          if (seen.incrementAndGet() % 1500 == 0) {
            applySilently(self, request);
            link.close();
          } else {
            self.serve(link, request);
          }
        };
    HyperDexClient client = cluster.client();

    List<CompletableFuture<WriteResult>> writes = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      writes.add(client.write("kv", Value.Text.of("key" + i), PUT));
    }

    for (CompletableFuture<WriteResult> write : writes) {
      assertThat(write.get().outcome()).isEqualTo(Outcome.CREATED);
    }
    assertThat(server.outcomes).hasSize(10_000);
    assertThat(server.rows).hasSize(10_000);
    assertThat(server.requests).hasSizeGreaterThan(10_000);
  }

  @Test
  void awaitThrowsTheFailureItself() {
    cluster.server(A);
    cluster.publish(A);
    HyperDexClient client = cluster.client();

    HyperDexException failure =
        catchThrowableOfType(
            HyperDexException.class,
            () -> HyperDexClient.await(client.get("kv", new Value.Int(1))));

    assertThat(failure.code()).isEqualTo(ErrorCode.WRONG_TYPE);
    assertThat(failure.getStackTrace())
        .anyMatch(frame -> frame.getClassName().equals(ObjectsTest.class.getName()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void applySilently(FakeServer server, ClientRequest request) {
    server.serve(new DeafLink(), request);
  }

  private static List<OperationId> operations(FakeServer server) {
    return server.requests(ClientRequest.Write.class).stream()
        .map(ClientRequest.Write::operation)
        .toList();
  }

  private static WriteOperation put(String value) {
    return WriteOperation.put(Map.of("v", Value.Text.of(value)));
  }

  private static HyperDexException failure(CompletableFuture<?> future) {
    return (HyperDexException)
        catchThrowableOfType(ExecutionException.class, future::get).getCause();
  }
}
