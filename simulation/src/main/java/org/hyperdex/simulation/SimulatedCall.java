package org.hyperdex.simulation;

import java.util.function.Supplier;
import org.hyperdex.core.client.Access;
import org.hyperdex.core.client.Failure;
import org.hyperdex.core.client.RetryMachine;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.Refused;

/** One request of a client to one region, however often it is sent; every sending has a number. */
abstract class SimulatedCall {
  /**
   * How a request ended that was given up.
   *
   * @param unknown whether it may have had an effect
   * @param reason why
   */
  record GivenUp(boolean unknown, Failure reason) {}

  private static final long CONNECT_NANOS = 1_000_000;

  private final SimulatedClient client;
  private final RetryMachine machine;
  private long requestId;
  private long armedNanos = Long.MIN_VALUE;
  private boolean over;

  SimulatedCall(SimulatedClient client, Access access, long region, long deadlineNanos) {
    this.client = client;
    boolean forEver =
        client.bug().is(PlantedBug.WAITS_FOR_EVER)
            || (client.bug().is(PlantedBug.RETRIED_FOR_EVER) && access == Access.WRITE);
    long deadline = forEver ? RetryMachine.NO_DEADLINE : deadlineNanos;
    machine = new RetryMachine(access, region, deadline, client.loop().random().nextLong());
  }

  /** The message of a sending. */
  abstract ClientRequest request(long request, long region, long epoch);

  /** Takes an answer that is no refusal; calls {@link #succeeded} with the last one. */
  abstract void answer(ServerResponse response);

  /** The request has been given up. */
  abstract void failed(GivenUp how);

  /** The request is about to be sent; what an earlier sending has brought is incomplete. */
  void beforeSending() {}

  /** Whether a refusal ends the call, so that whoever made it begins all of its work anew. */
  boolean endsWith(Refused refused) {
    return false;
  }

  final void start() {
    client.started(this);
    pass("start", () -> machine.start(client.configuration(), now()));
  }

  /** Nobody wants the result any more. */
  final void cancel() {
    over = true;
    client.ended(this, requestId);
  }

  /** The last answer has come. */
  final void succeeded() {
    passed(machine.state(), "answered", RetryMachine.State.DONE);
    machine.answered();
    cancel();
  }

  /** Sends a message about the newest sending. Who loses it hears that the link has broken. */
  final void sendAbout(ClientRequest message) {
    if (!over && machine.state() == RetryMachine.State.SENT) {
      var _ = client.send(machine.server(), machine.region(), message);
    }
  }

  /** The number of the newest sending. */
  final long requestId() {
    return requestId;
  }

  final void receive(ServerResponse response) {
    if (response instanceof Refused refused) {
      client.forget(requestId);
      client.loop().note(() -> "client " + client.id() + " is refused: " + refused.reason());
      if (endsWith(refused)) {
        cancel();
        return;
      }
      pass(
          "refused",
          () ->
              machine.refused(
                  refused.reason(), refused.configurationVersion(), client.configuration(), now()));
      return;
    }
    answer(response);
  }

  final void configured() {
    if (!over) {
      pass("configured", () -> machine.configured(client.configuration(), now()));
    }
  }

  final void disconnected(long server) {
    if (!over && machine.state() == RetryMachine.State.SENT && machine.server() == server) {
      client.forget(requestId);
      if (client.bug().is(PlantedBug.WAITS_FOR_EVER)) {
        return;
      }
      boolean tries = !client.bug().is(PlantedBug.FAILOVER_SURFACES);
      pass(
          "link lost",
          () ->
              tries
                  ? machine.disconnected(false, client.configuration(), now())
                  : machine.expire());
    }
  }

  private long now() {
    return client.loop().nowNanos();
  }

  private void pass(String input, Supplier<RetryMachine.Action> step) {
    RetryMachine.State before = machine.state();
    RetryMachine.Action action = step.get();
    if (action != RetryMachine.Action.NONE || machine.state() != before) {
      passed(before, input, machine.state());
    }
    act(action);
  }

  private void passed(RetryMachine.State before, String input, RetryMachine.State after) {
    client
        .coverage()
        .transitions()
        .passed(Transitions.Table.CLIENT, before + ", " + input + " -> " + after);
  }

  private void act(RetryMachine.Action action) {
    switch (action) {
      case NONE -> {}
      case SEND -> send();
      case FAIL -> {
        cancel();
        failed(new GivenUp(machine.outcomeUnknown(), machine.failure()));
      }
    }
    arm();
  }

  private void arm() {
    if (!over
        && machine.nextTickNanos() != armedNanos
        && machine.nextTickNanos() != RetryMachine.NO_DEADLINE) {
      armedNanos = machine.nextTickNanos();
      client.after(Math.max(0, armedNanos - now()), this::tick);
    }
  }

  private void tick() {
    if (!over) {
      pass("time", () -> machine.tick(client.configuration(), now()));
    }
  }

  private void send() {
    client.forget(requestId);
    requestId = client.register(this);
    beforeSending();
    long sent = requestId;
    ClientRequest request = request(sent, machine.region(), machine.epoch());
    if (!client.send(machine.server(), machine.region(), request)) {
      client.after(CONNECT_NANOS, () -> refusedLink(sent));
    }
  }

  private void refusedLink(long sent) {
    if (!over && sent == requestId && machine.state() == RetryMachine.State.SENT) {
      client.forget(requestId);
      pass("link lost", () -> machine.disconnected(true, client.configuration(), now()));
    }
  }
}
