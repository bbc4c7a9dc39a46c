package org.hyperdex.core.client;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.SearchWindow;
import org.jspecify.annotations.Nullable;

/**
 * Makes one result of the streams of a search's regions: every key at most once, and never more
 * rows under way than the window.
 *
 * <p>An object may be found in two regions while it moves between them, and again in a region that
 * is searched anew because its server failed; whichever row comes first is delivered. In the key
 * subspace objects do not move, so there the keys of a region are forgotten when it is complete.
 *
 * <p>Each region may send its share of the window; what the reader has consumed is given back in
 * portions of half a share, or of half the bytes that may be under way. A region that starts anew
 * has its whole share again, and rows of its earlier <em>run</em> that are consumed later give
 * nothing back.
 *
 * <p>An object that moves to a region after that has been read, and from one before that is read,
 * is found in neither. The regions therefore tell which objects have left them since the search
 * began ({@link LookBack}); those that no region has brought are read by themselves in the end.
 * Only where objects move: that is where keys do not stay in their regions.
 *
 * <p>States of a region: running (run n) -> complete; running (run n) -> running (run n + 1).
 */
public final class SearchMerge {
  private final int shareRows;
  private final boolean keysStayInRegion;
  private final KeySet[] keys;
  private final int[] run;
  private final int[] consumed;
  private final long[] consumedBytes;
  private final boolean[] complete;
  private final Set<Bytes> moved = new LinkedHashSet<>();
  private int incomplete;

  /**
   * A merge in which no row has come.
   *
   * @param regions how many regions are searched
   * @param windowRows how many rows may be under way; each region gets one at least
   * @param keysStayInRegion whether no key can be found in two regions
   */
  public SearchMerge(int regions, int windowRows, boolean keysStayInRegion) {
    this.shareRows = Math.max(1, windowRows / Math.max(1, regions));
    this.keysStayInRegion = keysStayInRegion;
    this.keys = new KeySet[keysStayInRegion ? regions : 1];
    this.run = new int[regions];
    this.consumed = new int[regions];
    this.consumedBytes = new long[regions];
    this.complete = new boolean[regions];
    this.incomplete = regions;
  }

  /** How many rows a region may send at first. */
  public int shareRows() {
    return shareRows;
  }

  /** Which run of the region is under way; from 0. */
  public int run(int region) {
    return run[region];
  }

  /** A row has come in the region's current run: whether it is to be delivered. */
  public boolean accept(int region, Bytes key) {
    int set = keysStayInRegion ? region : 0;
    @Nullable KeySet seen = keys[set];
    if (seen == null) {
      seen = new KeySet();
      keys[set] = seen;
    }
    return seen.add(key);
  }

  /** The key has left some region during the search, and may be in none when that is read. */
  public void moved(Bytes key) {
    moved.add(key);
  }

  /** Whether {@link #takeMissing} has to be asked. */
  public boolean mayMiss() {
    return !moved.isEmpty();
  }

  /**
   * The keys that have moved and that no region has brought; to be asked when all regions are
   * complete. Each is told once.
   */
  public List<Bytes> takeMissing() {
    KeySet seen = keys.length == 0 ? null : keys[0];
    List<Bytes> missing =
        moved.stream().filter(key -> seen == null || !seen.contains(key)).toList();
    moved.clear();
    return missing;
  }

  /** A key that had moved was found by itself: whether it is to be delivered. */
  public boolean acceptMissing(Bytes key) {
    return accept(0, key);
  }

  /** All regions are searched anew; what has been delivered stays so. */
  public void restart() {
    moved.clear();
    incomplete = run.length;
    for (int region = 0; region < run.length; region++) {
      run[region]++;
      consumed[region] = 0;
      consumedBytes[region] = 0;
      complete[region] = false;
    }
  }

  /**
   * The reader is done with {@code rows} rows of {@code runOfRows}, of {@code bytes} bytes: how
   * many more the region may send now; 0 if there is nothing to tell it.
   */
  public int consumed(int region, int runOfRows, int rows, long bytes) {
    if (complete[region] || runOfRows != run[region]) {
      return 0;
    }
    consumed[region] += rows;
    consumedBytes[region] += bytes;
    if (consumed[region] * 2 < shareRows && consumedBytes[region] * 2 < SearchWindow.BYTES) {
      return 0;
    }
    int credit = consumed[region];
    consumed[region] = 0;
    consumedBytes[region] = 0;
    return credit;
  }

  /** The region is searched anew. */
  public void restart(int region) {
    if (complete[region]) {
      throw new IllegalStateException("region " + region + " is complete");
    }
    run[region]++;
    consumed[region] = 0;
    consumedBytes[region] = 0;
  }

  /** The region's current run has ended. */
  @SuppressWarnings("NullAway") // The key set of a complete region is not looked at again.
  public void complete(int region) {
    if (complete[region]) {
      throw new IllegalStateException("region " + region + " is complete already");
    }
    complete[region] = true;
    incomplete--;
    if (keysStayInRegion) {
      keys[region] = null;
    }
  }

  /** Whether all regions are complete. */
  public boolean isComplete() {
    return incomplete == 0;
  }
}
