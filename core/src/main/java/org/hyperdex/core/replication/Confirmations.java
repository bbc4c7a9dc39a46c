package org.hyperdex.core.replication;

import java.util.ArrayList;
import java.util.List;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ChainMessage.Confirm;
import org.hyperdex.core.protocol.ChainMessage.ConfirmAnswer;
import org.hyperdex.core.protocol.ClientRequest;

/**
 * Decides whether a replica may answer a read alone, and asks the chain if it may not.
 *
 * <p>A server with a lease is in no chain's past: the coordinator takes nobody out whose lease may
 * still run. That does not cover who leads: a server that was head and still is a member may not
 * have heard of the change, so every epoch is confirmed once. Without a lease every read is
 * confirmed. A region that leaves its chain does so with a higher epoch at some member, or at the
 * joiner that has become one, and that server does not answer for the old epoch any more.
 *
 * <p>The last member of a chain is never taken out: alone, it needs nobody's word.
 */
final class Confirmations {
  /** Answers a read. */
  interface Reader {
    void read(long link, Replica replica, ClientRequest request);
  }

  private final ShardState state;
  private final Reader reader;

  Confirmations(ShardState state, Reader reader) {
    this.state = state;
    this.reader = reader;
  }

  /** Whether the replica may answer a read now, without asking anybody. */
  boolean mayRead(Replica replica) {
    if (replica.reads.confirmedEpoch == replica.epoch() && state.leased()) {
      return true;
    }
    Region region = replica.region();
    return region.chain().size() == 1 && (state.leased() || region.joiner().isEmpty());
  }

  /** Lets a read wait for a round. */
  void park(Replica replica, long link, ClientRequest request) {
    replica.reads.forNextRound.add(new WaitingRequest(link, request, state.nowNanos));
    if (replica.reads.awaited.isEmpty()) {
      ask(replica);
    }
  }

  /** Begins a round that no read waits for, unless this epoch has been confirmed. */
  void confirm(Replica replica) {
    if (replica.reads.confirmedEpoch != replica.epoch() && replica.reads.awaited.isEmpty()) {
      ask(replica);
    }
  }

  private void ask(Replica replica) {
    ReadGuard guard = replica.reads;
    guard.token++;
    guard.inRound = guard.forNextRound;
    guard.forNextRound = new ArrayList<>();
    Region region = replica.region();
    guard.awaited.addAll(region.chain());
    guard.awaited.remove(state.self);
    if (!state.leased()) {
      // It may be the chain by now, and the rest of the chain as ignorant of it as this server.
      region.joiner().ifPresent(guard.awaited::add);
    }
    for (long member : guard.awaited) {
      send(replica, member);
    }
  }

  private void send(Replica replica, long member) {
    state.effects.sends.add(
        new TurnEffects.Send(
            member, new Confirm(replica.id(), replica.epoch(), replica.reads.token, state.self)));
  }

  /** Answers a member that asks; the shard has compared the epochs. */
  void receive(Confirm question) {
    ChainMessage answer =
        new ConfirmAnswer(question.region(), question.epoch(), question.token(), state.self);
    state.effects.sends.add(new TurnEffects.Send(question.sender(), answer));
  }

  /** Takes the answer of a member. */
  void receive(Replica replica, ConfirmAnswer answer) {
    ReadGuard guard = replica.reads;
    boolean last =
        answer.epoch() == replica.epoch()
            && answer.token() == guard.token
            && guard.awaited.remove(answer.sender())
            && guard.awaited.isEmpty();
    if (!last) {
      return;
    }
    guard.confirmedEpoch = replica.epoch();
    List<WaitingRequest> confirmed = guard.inRound;
    guard.inRound = new ArrayList<>();
    read(replica, confirmed);
    if (guard.forNextRound.isEmpty()) {
      return;
    }
    if (mayRead(replica)) {
      read(replica, guard.takeAll());
    } else {
      ask(replica);
    }
  }

  /** There is a lease again: what waits only for want of one need not wait. */
  void leased(Replica replica) {
    if (!replica.reads.isEmpty() && mayRead(replica)) {
      read(replica, replica.reads.takeAll());
    }
  }

  /** The question, or its answer, may have been lost with a link. */
  void reconnected(Replica replica, long server) {
    if (replica.reads.awaited.contains(server)) {
      send(replica, server);
    }
  }

  private void read(Replica replica, List<WaitingRequest> parked) {
    for (WaitingRequest one : parked) {
      if (one.isWanted(state.nowNanos)) {
        reader.read(one.link(), replica, one.request());
      }
    }
  }
}
