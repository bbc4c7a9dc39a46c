package org.hyperdex.core.client;

import java.util.ArrayList;
import java.util.Iterator;
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
 * subspace, and in the only region that can hold a match, objects do not move: there the keys of a
 * region are forgotten when it is complete, or when there is no room for them ({@link
 * DeliveredKeys}).
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
  /** So many objects that have moved are read before those are delivered. */
  static final int MISSING_AT_A_TIME = 16;

  private final int shareRows;
  private final boolean keysStayInRegion;
  private final ByteBudget keyBudget;
  private final DeliveredKeys[] keys;
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
   * @param keyBudget the memory for the keys that were delivered
   */
  public SearchMerge(int regions, int windowRows, boolean keysStayInRegion, ByteBudget keyBudget) {
    this.shareRows = Math.max(1, windowRows / Math.max(1, regions));
    this.keysStayInRegion = keysStayInRegion;
    this.keyBudget = keyBudget;
    this.keys = new DeliveredKeys[keysStayInRegion ? regions : 1];
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

  /**
   * A row has come in the region's current run: whether it is to be delivered.
   *
   * @throws KeyLimitException if that cannot be known any more
   */
  public boolean accept(int region, Bytes key) {
    int set = keysStayInRegion ? region : 0;
    @Nullable DeliveredKeys seen = keys[set];
    if (seen == null) {
      seen = new DeliveredKeys(keyBudget, keysStayInRegion);
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
   * Some of the keys that have moved and that no region has brought; to be asked when all regions
   * are complete. Each is told once.
   */
  public List<Bytes> takeMissing() {
    DeliveredKeys seen = keys.length == 0 ? null : keys[0];
    List<Bytes> missing = new ArrayList<>();
    Iterator<Bytes> left = moved.iterator();
    while (left.hasNext() && missing.size() < MISSING_AT_A_TIME) {
      Bytes key = left.next();
      left.remove();
      if (seen == null || !seen.contains(key)) {
        missing.add(key);
      }
    }
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

  /**
   * The region is searched anew.
   *
   * @throws KeyLimitException if it is not known what it has brought
   */
  public void restart(int region) {
    if (complete[region]) {
      throw new IllegalStateException("region " + region + " is complete");
    }
    DeliveredKeys seen = keys[keysStayInRegion ? region : 0];
    if (seen != null) {
      seen.requireRemembered();
    }
    run[region]++;
    consumed[region] = 0;
    consumedBytes[region] = 0;
  }

  /** The region's current run has ended. */
  public void complete(int region) {
    if (complete[region]) {
      throw new IllegalStateException("region " + region + " is complete already");
    }
    complete[region] = true;
    incomplete--;
    if (keysStayInRegion) {
      release(region);
    }
  }

  /** Gives the memory of the keys back: no row will come any more. */
  public void close() {
    for (int set = 0; set < keys.length; set++) {
      release(set);
    }
  }

  private void release(int set) {
    DeliveredKeys seen = keys[set];
    if (seen != null) {
      seen.release();
    }
  }

  /** Whether all regions are complete. */
  public boolean isComplete() {
    return incomplete == 0;
  }
}
