package org.hyperdex.core.replication;

import java.util.Deque;
import java.util.Optional;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage.Propagate;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ClientRequest.Count;
import org.hyperdex.core.protocol.ClientRequest.Explain;
import org.hyperdex.core.protocol.ClientRequest.Get;
import org.hyperdex.core.protocol.ClientRequest.Search;
import org.hyperdex.core.protocol.ClientRequest.Write;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.GetResult;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
import org.hyperdex.core.protocol.ServerResponse.Refused;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.jspecify.annotations.Nullable;

/**
 * What a replica does for clients: gets and writes at the head of a key region, searches and counts
 * at any replica.
 */
final class Requests {
  private final ShardState state;
  private final Chain chain;
  private final Hops hops;
  private final Confirmations confirmations;
  private final Scans scans;

  Requests(ShardState state, Chain chain) {
    this.state = state;
    this.chain = chain;
    hops = new Hops(state);
    confirmations = new Confirmations(state, this::answer);
    scans = new Scans(state);
  }

  Confirmations confirmations() {
    return confirmations;
  }

  /** Reads at the point leader. */
  void get(long link, Replica replica, Get get) {
    if (!leads(link, replica, get.requestId())) {
      return;
    }
    if (get.columns().last() >= replica.space().schema().size()) {
      refuse(
          link,
          get.requestId(),
          RefusalReason.MALFORMED,
          "there is no attribute " + get.columns().last());
      return;
    }
    if (mayRead(link, replica, get)) {
      answer(link, replica, get);
    }
  }

  private boolean mayRead(long link, Replica replica, ClientRequest request) {
    boolean may = confirmations.mayRead(replica);
    if (!may) {
      confirmations.park(replica, link, request);
    }
    return may;
  }

  /** Answers a read that this server has the right to answer. */
  private void answer(long link, Replica replica, ClientRequest request) {
    switch (request) {
      case Get get -> answer(link, replica, get);
      case Search search -> scans.open(link, replica, search);
      case Count count -> scans.open(link, replica, count);
      case Explain explain -> scans.open(link, replica, explain);
      case Write write -> judge(link, replica, write, true);
      case ClientRequest.SearchCredit _, ClientRequest.CountRest _, ClientRequest.Cancel _ ->
          throw new IllegalArgumentException("no read: " + request.getClass().getSimpleName());
    }
  }

  /** Waits for the pending writes it finds. */
  private void answer(long link, Replica replica, Get get) {
    PendingWrite pending = replica.newestPending(get.key());
    if (pending != null) {
      pending.waiters.add(new PendingWrite.GetWaiter(link, get));
      return;
    }
    reply(link, GetResult.of(get, Optional.ofNullable(state.store.read(replica.id(), get.key()))));
  }

  /** Decides a write at the point leader and sends it on its way. */
  void write(long link, Replica replica, Write write) {
    judge(link, replica, write, false);
  }

  /**
   * @param mayRead whether the server has the right to answer a read
   */
  private void judge(long link, Replica replica, Write write, boolean mayRead) {
    if (!leads(link, replica, write.requestId()) || !isOfThisHead(link, replica, write)) {
      return;
    }
    if (repeated(link, replica, write)) {
      return;
    }
    if (state.configuration.readOnly()) {
      refuse(link, write.requestId(), RefusalReason.READ_ONLY, "the cluster is read-only");
      return;
    }
    Space space = replica.space();
    String problem = WriteProblem.of(space.schema(), write);
    if (!problem.isEmpty()) {
      refuse(link, write.requestId(), RefusalReason.MALFORMED, problem);
      return;
    }
    StoredRow newest = replica.newestRow(write.key());
    Verdict verdict = Verdict.of(space.schema(), write, newest);
    if (!verdict.outcome().success()) {
      answerVerdict(link, replica, write, verdict, mayRead);
      return;
    }
    PendingWrite pending = chain.begin(replica, propagate(replica, write, verdict, newest), newest);
    pending.waiters.add(new PendingWrite.WriteWaiter(link, write.requestId()));
  }

  /**
   * A refusal tells what the object is like, so it is a read. One that was judged against a pending
   * version is told only when that has committed; any other needs the right to read, and is judged
   * again when that has been confirmed.
   */
  private void answerVerdict(
      long link, Replica replica, Write write, Verdict verdict, boolean mayRead) {
    WriteResult refusal =
        new WriteResult(write.requestId(), verdict.outcome(), Version.NONE, verdict.attribute());
    PendingWrite judgedAgainst = replica.newestPending(write.key());
    if (judgedAgainst != null) {
      judgedAgainst.waiters.add(new PendingWrite.VerdictWaiter(link, write, refusal));
    } else if (mayRead || mayRead(link, replica, write)) {
      replica.sessions.refuse(write.operation(), write.watermark(), refusal);
      reply(link, refusal);
    }
  }

  private Propagate propagate(
      Replica replica, Write write, Verdict verdict, @Nullable StoredRow newest) {
    Version previous =
        newest == null
            ? previousLife(replica, write.key())
            : previous(replica, write.key(), newest.version());
    return new Propagate(
        replica.id(),
        replica.epoch(),
        write.key(),
        replica.issueVersion(),
        previous,
        write.operation(),
        write.watermark(),
        verdict.outcome(),
        Optional.ofNullable(verdict.after()),
        WritePath.of(
            replica.space(),
            replica.id(),
            write.key(),
            newest == null ? null : newest.row(),
            verdict.after()),
        0,
        replica.stable.mark(),
        state.self);
  }

  /**
   * A version of the life before of an object that is created: one not older than its removal,
   * which may be forgotten already, or {@link Version#NONE} if no search under way can have seen
   * that life.
   */
  private Version previousLife(Replica replica, Bytes key) {
    boolean lately =
        replica.newestPending(key) != null || replica.moves.mayHaveRemoved(key, state.nowNanos);
    return lately ? replica.newestIssued() : Version.NONE;
  }

  /**
   * The version a write builds on, for which everybody on its path waits. What has committed is
   * where it belongs; if a copy was lost all the same, whoever waited for it would wait for ever.
   * And what is under way by a path of which a region was given up never comes to the one in its
   * place.
   */
  private Version previous(Replica replica, Bytes key, Version newest) {
    PendingWrite pending = replica.newestPending(key);
    boolean comes =
        pending != null
            && pending.write.path().stream()
                .noneMatch(stop -> hops.isGivenUp(replica, stop.region()));
    return comes ? newest : Version.NONE;
  }

  /** Answers an operation that is known already, or lets it wait for itself. */
  private boolean repeated(long link, Replica replica, Write write) {
    if (replica.sessions.answered(write.operation())) {
      refuse(
          link,
          write.requestId(),
          RefusalReason.MALFORMED,
          "the client has already seen the answer of this operation");
      return true;
    }
    OutcomeRecord known = replica.sessions.outcome(write.operation());
    if (known == null) {
      return refused(link, replica, write);
    }
    Deque<PendingWrite> queue = replica.pending.get(write.key());
    if (queue != null) {
      for (PendingWrite pending : queue) {
        if (pending.write.operation().equals(write.operation())) {
          pending.waiters.add(new PendingWrite.WriteWaiter(link, write.requestId()));
          return true;
        }
      }
    }
    reply(link, new WriteResult(write.requestId(), known.outcome(), known.version(), -1));
    return true;
  }

  /** Answers an operation that has been refused, or lets it wait for what it is refused for. */
  private boolean refused(long link, Replica replica, Write write) {
    WriteResult refusal = replica.sessions.refusal(write.operation());
    if (refusal != null) {
      reply(link, refusal.to(write.requestId()));
      return true;
    }
    Deque<PendingWrite> queue = replica.pending.get(write.key());
    if (queue != null) {
      for (PendingWrite pending : queue) {
        for (PendingWrite.Waiter waiter : pending.waiters) {
          if (waiter instanceof PendingWrite.VerdictWaiter(_, Write same, WriteResult verdict)
              && same.operation().equals(write.operation())) {
            pending.waiters.add(new PendingWrite.VerdictWaiter(link, write, verdict));
            return true;
          }
        }
      }
    }
    return false;
  }

  void search(long link, Replica replica, Search search) {
    if (mayRead(link, replica, search)) {
      answer(link, replica, search);
    }
  }

  void count(long link, Replica replica, Count count) {
    if (mayRead(link, replica, count)) {
      answer(link, replica, count);
    }
  }

  void explain(long link, Replica replica, Explain explain) {
    if (mayRead(link, replica, explain)) {
      answer(link, replica, explain);
    }
  }

  private boolean leads(long link, Replica replica, long requestId) {
    if (replica.isHead() && replica.inKeySubspace()) {
      return true;
    }
    refuse(
        link,
        requestId,
        RefusalReason.WRONG_EPOCH,
        "server " + Long.toUnsignedString(state.self) + " is not the head of the key region");
    return false;
  }

  /** Whether the write was asked of this server as the head that it is now. */
  private boolean isOfThisHead(long link, Replica replica, Write write) {
    if (write.epoch() >= replica.leadsSince()) {
      return true;
    }
    refuse(
        link,
        write.requestId(),
        RefusalReason.WRONG_EPOCH,
        "the request is for epoch %d of region %d, whose head this server is since epoch %d"
            .formatted(write.epoch(), replica.id(), replica.leadsSince()));
    return false;
  }

  void refuse(long link, long requestId, RefusalReason reason, String detail) {
    reply(link, new Refused(requestId, reason, state.configuration.version(), detail));
  }

  void refuse(long link, ClientRequest request, RefusalReason reason, String detail) {
    refuse(link, request.requestId(), reason, detail);
  }

  private void reply(long link, ServerResponse response) {
    state.effects.replies.add(new TurnEffects.Reply(link, response));
  }
}
