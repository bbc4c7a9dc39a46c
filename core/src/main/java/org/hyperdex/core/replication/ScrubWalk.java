package org.hyperdex.core.replication;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.hyperspace.Placement;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ChainMessage.KnownCopy;
import org.hyperdex.core.protocol.ChainMessage.ScrubAsk;
import org.hyperdex.core.protocol.ChainMessage.ScrubTell;
import org.hyperdex.core.protocol.StoredRow;

/**
 * Goes through all rows of a shard, over and over, slowly.
 *
 * <p>The head of an object's key region asks everybody who must have a copy; that finds copies that
 * are missing or wrong. Everybody else tells the head of the object's key region what it has; that
 * finds copies where none belongs, which nobody would ask for. Rows of objects that are written at
 * the moment are passed over.
 *
 * <p>A row is read in a tick, before the writes of later turns, so nothing needs a snapshot: what
 * is said of an object was so when it was said. For the same reason a new configuration does not
 * disturb a walk.
 */
final class ScrubWalk {
  private static final int MOST_ROWS_PER_TICK = 1_000;
  private static final int MOST_REGIONS_PER_TICK = 16;

  /** What it costs, about, to look into a region. */
  private static final long REGION_BYTES = 512;

  /**
   * Who is asked or told.
   *
   * @param asked whether of what must be there; otherwise told of what is there
   */
  private record Addressee(long server, long region, long epoch, boolean asked) {}

  private final ShardState state;
  private final RateLimit limit = new RateLimit(0);
  private final Deque<Long> regions = new ArrayDeque<>();
  private final Map<Addressee, List<KnownCopy>> found = new LinkedHashMap<>();
  private ScrubOptions options = ScrubOptions.OFF;
  private Bytes from = Bytes.EMPTY;
  private long nextWalkNanos;
  private long walks;
  private long rows;

  ScrubWalk(ShardState state) {
    this.state = state;
  }

  void options(ScrubOptions newOptions) {
    options = newOptions;
    limit.rate(newOptions.bytesPerSecond());
    nextWalkNanos = state.nowNanos + newOptions.pauseNanos();
  }

  /** Goes on as far as the limit allows. */
  void tick() {
    if (options.bytesPerSecond() == 0 || (regions.isEmpty() && !begin())) {
      return;
    }
    long most = rows + MOST_ROWS_PER_TICK;
    for (int i = 0; i < MOST_REGIONS_PER_TICK && !regions.isEmpty(); i++) {
      if (!limit.open(state.nowNanos) || !walk(regions.getFirst(), most)) {
        return;
      }
      regions.removeFirst();
      from = Bytes.EMPTY;
    }
    if (regions.isEmpty()) {
      walks++;
      nextWalkNanos = state.nowNanos + options.pauseNanos();
    }
  }

  private boolean begin() {
    if (state.nowNanos < nextWalkNanos) {
      return false;
    }
    state.replicas.keySet().stream().sorted().forEach(regions::addLast);
    return !regions.isEmpty();
  }

  /** Whether the region is through. */
  private boolean walk(long region, long most) {
    Replica replica = state.replicas.get(region);
    if (replica == null || replica.isJoining() || replica.region().joiner().isPresent()) {
      // A region with a joiner has its hands full.
      return true;
    }
    limit.passed(REGION_BYTES);
    boolean[] through = {true};
    state.store.rows(
        region,
        from,
        null,
        (key, row) -> {
          compare(replica, key, row);
          rows++;
          from = key.successor();
          limit.passed(RowsDigest.rowBytes(key, row));
          through[0] = rows < most && limit.open(state.nowNanos);
          return through[0];
        });
    found.forEach((to, copies) ->
        state.effects.sends.add(new TurnEffects.Send(to.server(), message(replica, to, copies))));
    found.clear();
    return through[0];
  }

  private void compare(Replica replica, Bytes key, StoredRow row) {
    if (!replica.isAtRest(key)) {
      return;
    }
    Space space = replica.space();
    KnownCopy copy = Copies.of(key, row);
    Region keyRegion = Placement.keyRegion(space, key);
    if (keyRegion.id() != replica.id() || !replica.isHead()) {
      keyRegion.head().ifPresent(head -> add(head, keyRegion, false, copy));
      return;
    }
    for (long member : keyRegion.chain()) {
      if (member != state.self) {
        add(member, keyRegion, true, copy);
      }
    }
    for (Subspace subspace : Copies.others(space)) {
      Region region = Placement.regionOf(space, subspace, key, row.row());
      for (long member : region.chain()) {
        add(member, region, true, copy);
      }
    }
  }

  private void add(long server, Region region, boolean asked, KnownCopy copy) {
    found
        .computeIfAbsent(
            new Addressee(server, region.id(), region.epoch(), asked), _ -> new ArrayList<>())
        .add(copy);
  }

  private ChainMessage message(Replica replica, Addressee to, List<KnownCopy> copies) {
    return to.asked()
        ? new ScrubAsk(
            to.region(), to.epoch(), state.self, replica.id(), replica.epoch(), 0, copies)
        : new ScrubTell(
            to.region(), to.epoch(), state.self, replica.id(), replica.epoch(), 0, copies);
  }

  long walks() {
    return walks;
  }

  long rows() {
    return rows;
  }
}
