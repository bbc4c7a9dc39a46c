package org.hyperdex.core.replication;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ChainMessage.Ack;
import org.hyperdex.core.protocol.ChainMessage.Propagate;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.RetryBudget;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
import org.jspecify.annotations.Nullable;

/**
 * The regions of one server that belong to one thread, and everything that is decided about them.
 *
 * <p>A shard works in turns. The shell sets its clock ({@link #time}), hands it any number of
 * events ({@link #configure}, {@link #receive(long, ClientRequest)}, {@link
 * #receive(ChainMessage)}, {@link #peerReconnected}, {@link #lease}, {@link #tick}), ends the turn
 * ({@link #endTurn}), carries out the {@link TurnEffects} in the order they document, and says so
 * ({@link #turnDone}). The shell's further duties:
 *
 * <ol>
 *   <li>All calls come from one thread.
 *   <li>A configuration is handed over only if it knows the incarnation of this very process: then
 *       every epoch this server has a part in is newer than all it had in an earlier life, and no
 *       version can be issued twice.
 *   <li>Messages of one sender arrive in the order in which they were sent. A link that lost
 *       messages is closed, and {@link #peerReconnected} is called when there is another.
 * </ol>
 *
 * <p>States of a region at this server: <em>absent</em> (no configuration gives it to this server),
 * <em>joining</em> (it is the joiner: the tail brings it up to date, it serves nobody) and
 * <em>open</em> (it is in the chain); {@link #configure} alone makes the transitions. Messages for
 * a later epoch than the shard knows, or for a region it does not know yet, are held until a
 * configuration has come.
 */
public final class Shard {
  /** No more than this many messages wait for a configuration; further requests are refused. */
  static final int MAX_HELD_MESSAGES = 100_000;

  /** Something that waits for a configuration. */
  private sealed interface Held {}

  private record HeldRequest(WaitingRequest waiting) implements Held {}

  private record HeldMessage(ChainMessage message) implements Held {}

  private final ShardState state;
  private final Regions regions;
  private final Forwarding forwarding;
  private final Chain chain;
  private final Requests requests;
  private final Confirmations confirmations;
  private final Transfers transfers;
  private final Joining joining;
  private final SessionExpiry sessionExpiry;
  private final Scrubber scrubber;
  private List<Held> held = new ArrayList<>();

  /**
   * Makes a shard that serves nothing until it is configured.
   *
   * @param self this server's id
   * @param ownsRegion which regions belong to this shard
   * @param store where their rows are
   */
  public Shard(long self, LongPredicate ownsRegion, RegionStore store) {
    state = new ShardState(self, store);
    forwarding = new Forwarding(state);
    chain = new Chain(state, forwarding);
    regions = new Regions(state, ownsRegion, chain);
    requests = new Requests(state, chain);
    confirmations = requests.confirmations();
    transfers = new Transfers(state, forwarding);
    joining = new Joining(state, chain);
    sessionExpiry = new SessionExpiry(state);
    scrubber = new Scrubber(state, confirmations, chain);
  }

  /** Which of {@code shards} shards has {@code region}. */
  public static int indexOf(long region, int shards) {
    return (int) Long.remainderUnsigned((region * 0x9E3779B97F4A7C15L) >>> 17, shards);
  }

  /** Adopts a configuration, if it is newer than the one the shard has. */
  public void configure(Configuration newer) {
    if (newer.version() <= state.configuration.version()) {
      return;
    }
    state.configuration = newer;
    List<WaitingRequest> parked = regions.adopt(newer);
    transfers.configure();
    state.replicas.values().forEach(chain::configure);
    state.replicas.values().forEach(forwarding::resend);
    List<Held> again = held;
    held = new ArrayList<>();
    parked.forEach(this::receiveAgain);
    for (Held one : again) {
      switch (one) {
        case HeldRequest(WaitingRequest waiting) -> receiveAgain(waiting);
        case HeldMessage(ChainMessage message) -> receive(message);
      }
    }
  }

  /**
   * Takes a request of a client.
   *
   * @param link names the link in the replies
   */
  public void receive(long link, ClientRequest request) {
    receive(link, request, state.nowNanos);
  }

  private void receiveAgain(WaitingRequest one) {
    if (one.isWanted(state.nowNanos)) {
      receive(one.link(), one.request(), one.sinceNanos());
    }
  }

  private void receive(long link, ClientRequest request, long sinceNanos) {
    switch (request) {
      case ClientRequest.Get get -> {
        Replica replica = replica(link, get, get.region(), get.epoch(), sinceNanos);
        if (replica != null) {
          requests.get(link, replica, get);
        }
      }
      case ClientRequest.Write write -> {
        Replica replica = replica(link, write, write.region(), write.epoch(), sinceNanos);
        if (replica != null) {
          requests.write(link, replica, write);
        }
      }
      case ClientRequest.Search search -> {
        Replica replica = replica(link, search, search.region(), search.epoch(), sinceNanos);
        if (replica != null) {
          requests.search(link, replica, search);
        }
      }
      case ClientRequest.Count count -> {
        Replica replica = replica(link, count, count.region(), count.epoch(), sinceNanos);
        if (replica != null) {
          requests.count(link, replica, count);
        }
      }
      case ClientRequest.Explain explain -> {
        Replica replica = replica(link, explain, explain.region(), explain.epoch(), sinceNanos);
        if (replica != null) {
          requests.explain(link, replica, explain);
        }
      }
      case ClientRequest.SearchCredit _, ClientRequest.CountRest _, ClientRequest.Cancel _ ->
          throw new IllegalArgumentException(
              "what concerns a search under way is for the shell that runs it");
    }
  }

  /**
   * The replica a request means, or null if the request is refused or held. A request by an older
   * epoch is served: what matters is whether this server is still the right one.
   */
  private @Nullable Replica replica(
      long link, ClientRequest request, long regionId, long epoch, long sinceNanos) {
    Replica replica = state.replicas.get(regionId);
    long known = replica == null ? epochOf(regionId) : replica.epoch();
    if (replica != null && epoch <= known && !replica.isJoining()) {
      return replica;
    }
    if (epoch > known) {
      if (held.size() < MAX_HELD_MESSAGES) {
        held.add(new HeldRequest(new WaitingRequest(link, request, sinceNanos)));
      } else {
        requests.refuse(
            link, request, RefusalReason.OVERLOADED, "too many requests wait for a configuration");
      }
      return null;
    }
    requests.refuse(
        link,
        request,
        RefusalReason.UNKNOWN_REGION,
        "region %d is not at this server, which knows its epoch %d; the request is for epoch %d"
            .formatted(regionId, known, epoch));
    return null;
  }

  /** The epoch of a region this server has no part in; 0 if the configuration does not know it. */
  private long epochOf(long regionId) {
    return state.configuration.region(regionId).map(ref -> ref.region().epoch()).orElse(0L);
  }

  /** Takes a message of another server, or of this one to itself. */
  public void receive(ChainMessage message) {
    Replica replica = state.replicas.get(message.region());
    long known = replica == null ? epochOf(message.region()) : replica.epoch();
    if (message instanceof Ack ack) {
      // Of whatever epoch: that a version is durable from there to the path's end stays true.
      if (replica != null && !replica.isJoining()) {
        chain.receive(replica, ack);
      }
      return;
    }
    if (message.epoch() > known) {
      hold(message);
    } else if (replica != null && message.epoch() == known) {
      receive(replica, message);
    }
    // A message of an older epoch is dropped: its sender sends again when it has caught up.
  }

  private void receive(Replica replica, ChainMessage message) {
    switch (message) {
      case Propagate propagate -> {
        if (!replica.isJoining()) {
          chain.receive(replica, propagate);
        }
      }
      case Ack ack -> chain.receive(replica, ack);
      case ChainMessage.Confirm question -> confirmations.receive(question);
      case ChainMessage.ConfirmAnswer answer -> confirmations.receive(replica, answer);
      case ChainMessage.Transfer transfer -> {
        if (replica.isJoining()) {
          joining.receive(replica, transfer);
        } else {
          transfers.receive(replica, transfer);
        }
      }
      case ChainMessage.Scrub scrub -> {
        if (!replica.isJoining()) {
          scrubber.receive(replica, scrub);
        }
      }
    }
  }

  /**
   * Past the bound a message is dropped, as if the link had lost it: its sender will send again.
   */
  private void hold(ChainMessage message) {
    if (held.size() < MAX_HELD_MESSAGES && !(message instanceof ChainMessage.Scrub)) {
      held.add(new HeldMessage(message));
    }
  }

  /** The link to {@code server} was lost and stands again: what was on its way is sent again. */
  public void peerReconnected(long server) {
    for (Replica replica : state.replicas.values()) {
      forwarding.resendTo(replica, server);
      confirmations.reconnected(replica, server);
    }
    transfers.reconnected(server);
  }

  /**
   * Sets the shard's clock for the turn.
   *
   * @param nowNanos of a monotonic clock that counts from its own start; read after the last event
   *     of the turn had come, so that no request of the turn is younger
   */
  public void time(long nowNanos) {
    state.nowNanos = Math.max(state.nowNanos, nowNanos);
    state.awake.advance(state.nowNanos);
  }

  /**
   * Says until when the server has a lease, by the shard's clock; 0 if it gives it up. While it has
   * one the coordinator takes it out of no chain.
   */
  public void lease(long untilNanos) {
    state.leaseUntilNanos = untilNanos;
    if (state.leased()) {
      state.replicas.values().forEach(confirmations::leased);
    }
  }

  /** How many bytes a second may be read for joiners; for this shard alone. */
  public void transferRate(long bytesPerSecond) {
    transfers.rate(bytesPerSecond);
  }

  /**
   * Says how long outcomes are kept for the retries of a client that is not heard of.
   *
   * @throws IllegalArgumentException if a client might still retry by then ({@link RetryBudget})
   */
  public void sessionExpiry(Duration expiry) {
    sessionExpiry.after(expiry);
  }

  /** Says of about how many bytes the pieces are in which a joiner gets a region. */
  public void transferChunks(int bytes) {
    transfers.chunks(bytes);
  }

  /** Says how the shard compares its copies with those of others; it does not before. */
  public void scrub(ScrubOptions options) {
    scrubber.options(options);
  }

  /** What the comparison of copies has done and found since the shard was made. */
  public ScrubCounts scrubCounts() {
    return scrubber.counts();
  }

  /** Lets the shard do what has become due; to be called some times a second. */
  public void tick() {
    // The rest of what is due is done when the turn ends.
    state.replicas.values().forEach(replica -> replica.moves.expire(state.nowNanos));
    sessionExpiry.tick();
    scrubber.tick();
  }

  /** How far the joins are that this shard carries out as tail; those that are done are ready. */
  public List<TransferProgress> transfers() {
    return transfers.progress();
  }

  /** Ends the turn; the effects are this shard's own and are reused once the turn is done. */
  public TurnEffects endTurn() {
    chain.complete();
    joining.complete();
    transfers.complete();
    return state.effects;
  }

  /** The effects of the turn have been carried out. */
  public void turnDone() {
    state.turn++;
    state.effects.clear();
  }

  /** How many writes are applied here and not yet committed. */
  public int pendingWrites() {
    int pending = 0;
    for (Replica replica : state.replicas.values()) {
      if (!replica.isJoining()) {
        for (var queue : replica.pending.values()) {
          pending += queue.size();
        }
      }
    }
    return pending;
  }

  /**
   * How many of the {@linkplain #pendingWrites pending writes} are from before their key region
   * came to its present epoch: what a change still has to bring to its end.
   */
  public int olderWrites() {
    int older = 0;
    for (Replica replica : state.replicas.values()) {
      if (!replica.isJoining()) {
        for (PendingWrite write : replica.allPending()) {
          older += state.isOlder(write) ? 1 : 0;
        }
      }
    }
    return older;
  }

  /** The version of the configuration the shard has adopted; 0 before the first. */
  public long configurationVersion() {
    return state.configuration.version();
  }
}
