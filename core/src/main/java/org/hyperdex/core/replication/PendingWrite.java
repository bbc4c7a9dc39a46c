package org.hyperdex.core.replication;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.protocol.ChainMessage.Propagate;
import org.hyperdex.core.protocol.ClientRequest.Get;
import org.hyperdex.core.protocol.ClientRequest.Write;
import org.hyperdex.core.protocol.Role;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.jspecify.annotations.Nullable;

/**
 * A write that is applied at this replica and not yet committed.
 *
 * <pre>
 * SENT      -> ACKED      the hop after this one acknowledged it
 * LAST      -> ACKED      the turn ends: there is no hop after this one
 * ACKED     -> committed  every older write of the key has committed here
 * SENT      -> LAST       a new configuration leaves no hop after this one
 * </pre>
 */
final class PendingWrite {
  /** Who waits for the write to commit. */
  sealed interface Waiter {}

  /** A client whose write this is, or its retry. */
  record WriteWaiter(long link, long requestId) implements Waiter {}

  /** A client whose get found this write pending. */
  record GetWaiter(long link, Get get) implements Waiter {}

  /** A client whose write is refused, as was judged against this one. */
  record VerdictWaiter(long link, Write write, WriteResult refusal) implements Waiter {}

  /** A search that found this write pending. */
  record SearchWaiter(TurnEffects.StartSearch search) implements Waiter {}

  /**
   * A server that has sent the write.
   *
   * @param region where it sent the write from
   * @param position that region's place in the path by which the write came, which may be shorter
   *     than the path known here: regions may have been given up since
   */
  record Sender(long server, long region, int position) {}

  /** No path element. */
  private static final int NOBODY = -1;

  final Propagate write;
  final @Nullable StoredRow before;
  final @Nullable StoredRow after;
  final List<Waiter> waiters = new ArrayList<>(1);

  /** Where it was sent last; null while this is the last hop. */
  @Nullable Hop sentTo;

  /**
   * Who has sent it, each once: all are told of the end, since who sent it last need not be the hop
   * before. It may have come over a slower link from a server that is out of the chain by now.
   */
  final List<Sender> senders = new ArrayList<>(1);

  /** Whether a pending record of it is on disk. */
  boolean recorded;

  /**
   * Whether it was found on disk by a new process, or came with a join: it is not known what was
   * there before it, nor whether it has committed elsewhere long ago.
   */
  boolean reopened;

  boolean acked;

  /** The turn it was applied in; 0 for one that was found on disk. */
  long turn;

  /** Its number in the transfer to the joiner; 0 if there is none. */
  long transferSequence;

  /**
   * Whether the write came when a newer one of its object was here already: then nothing is applied
   * here, but the hops after this one may not have it.
   */
  boolean overtaken;

  PendingWrite(Propagate write, @Nullable StoredRow before) {
    this.write = write;
    this.before = before;
    this.after =
        role() == Role.REMOVE ? null : new StoredRow(write.version(), write.row().orElseThrow());
  }

  /** Somebody has sent it, perhaps again. */
  void cameFrom(Sender sender) {
    if (!senders.contains(sender)) {
      senders.add(sender);
    }
  }

  Role role() {
    return write.path().get(write.position()).role();
  }

  long keyRegion() {
    return write.path().getFirst().region();
  }

  /**
   * Whether the object comes from, or goes to, another region of the same subspace. One that is
   * created again comes from where it was in its life before, which may be here.
   */
  boolean moves() {
    return switch (role()) {
      case KEEP -> false;
      case REMOVE -> write.row().isPresent();
      case INSERT ->
          !write.previous().equals(Version.NONE)
              || (write.position() > 0
                  && write.path().get(write.position() - 1).role() == Role.REMOVE);
    };
  }

  /** Whether the object goes to another region of the same subspace. */
  boolean leaves() {
    return after == null && write.row().isPresent();
  }

  /** What becomes of the object by this write, here or in another region; null if it is deleted. */
  @Nullable StoredRow result() {
    return leaves() ? new StoredRow(write.version(), write.row().orElseThrow()) : after;
  }

  Optional<StoredRow> visible() {
    return Optional.ofNullable(after);
  }

  /**
   * The next or previous stop of a write.
   *
   * @param server who is there
   * @param region the region it is meant for
   * @param epoch that region's epoch
   * @param position the path element
   */
  record Hop(long server, long region, long epoch, int position) {
    /**
     * The next region has no server at the moment, or is not known here yet: the write waits for a
     * configuration.
     */
    static final Hop NOWHERE = new Hop(0, 0, 0, NOBODY);

    /** The joiner must have the write before the rest of the path sees it. */
    static final Hop JOINER = new Hop(0, 0, 0, NOBODY - 1);

    /** The removal of the object that was there before must have committed first. */
    static final Hop REMOVAL = new Hop(0, 0, 0, NOBODY - 2);
  }
}
