package org.hyperdex.core.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Listing;
import org.hyperdex.core.query.Ordering;
import org.hyperdex.core.query.Position;
import org.jspecify.annotations.Nullable;

/**
 * Makes one ordered result of the ordered streams of a search's regions: every key at most once,
 * and never more rows under way than the window.
 *
 * <p>A row is delivered when nothing can come before it: when every region has told what has moved,
 * those objects have been read by themselves, and there is a row of each region that is not
 * complete. A region that is searched anew is asked for what comes behind the row that was
 * delivered last.
 *
 * <p>In the order of the key that place says what was delivered. In another order an object that is
 * found again, in another region or in one that is searched anew, may have another value by then,
 * and come behind that place: so then the keys are remembered ({@link DeliveredKeys}).
 *
 * <pre>
 * region:  OPENING -> STREAMING  opened
 *          STREAMING -> COMPLETE complete
 *          any -> OPENING        restart; its rows that were not delivered are dropped
 * </pre>
 */
public final class OrderedMerge {
  private enum State {
    OPENING,
    STREAMING,
    COMPLETE
  }

  private record Row(Position place, FoundRow found) {}

  /**
   * A row that was next.
   *
   * @param region where it came from; {@link #BY_ITSELF} if it was read
   * @param fresh whether it is to be delivered; if not, the object was delivered before
   */
  public record Taken(int region, int run, FoundRow row, boolean fresh) {}

  /** In place of a region. */
  public static final int BY_ITSELF = -1;

  private final Listing.Ordered wanted;
  private final Columns columns;
  private final int shareRows;
  private final State[] states;
  private final int[] run;
  private final int[] consumed;
  private final int[] granted;
  private final List<ArrayDeque<Row>> queues = new ArrayList<>();
  private final TreeMap<Position, FoundRow> readRows;

  /** Empty in the order of the key. */
  private final Optional<DeliveredKeys> delivered;

  private final Set<Bytes> moved = new LinkedHashSet<>();
  private boolean reading;
  private Optional<Position> last;

  /**
   * A merge in which nothing has come.
   *
   * @param columns what rows have
   * @param windowRows how many rows may be under way; each region gets one at least
   * @param keysStayInRegion whether no key can be found in two regions
   * @param keyBudget the memory for the keys that were delivered
   */
  public OrderedMerge(
      Listing.Ordered wanted,
      Columns columns,
      int regions,
      int windowRows,
      boolean keysStayInRegion,
      ByteBudget keyBudget) {
    this.wanted = wanted;
    this.columns = columns;
    shareRows = Math.max(1, Math.min(wanted.rows(), windowRows / Math.max(1, regions)));
    states = new State[regions];
    Arrays.fill(states, State.OPENING);
    run = new int[regions];
    consumed = new int[regions];
    granted = new int[regions];
    Arrays.fill(granted, shareRows);
    for (int region = 0; region < regions; region++) {
      queues.add(new ArrayDeque<>());
    }
    readRows = new TreeMap<>(wanted.by());
    delivered =
        wanted.by().attribute() == Ordering.BY_KEY.attribute()
            ? Optional.empty()
            : Optional.of(new DeliveredKeys(keyBudget, keysStayInRegion));
    last = wanted.after();
  }

  /** How many rows a region may send at first. */
  public int shareRows() {
    return shareRows;
  }

  /** What to ask of a region now. */
  public Listing listing() {
    return new Listing(columns, Optional.of(wanted.from(last)));
  }

  /** Which run of the region is under way; from 0. */
  public int run(int region) {
    return run[region];
  }

  /** The region has told all that has moved. */
  public void opened(int region) {
    if (states[region] != State.OPENING) {
      throw new IllegalStateException("region " + region + " is open already");
    }
    states[region] = State.STREAMING;
  }

  /**
   * Rows have come in the region's current run.
   *
   * @throws IllegalArgumentException if they are not in order
   */
  public void arrived(int region, List<FoundRow> rows) {
    if (states[region] != State.STREAMING) {
      throw new IllegalStateException("rows of region " + region + ", " + states[region]);
    }
    ArrayDeque<Row> queue = queues.get(region);
    for (FoundRow found : rows) {
      Position place = place(found);
      Row before = queue.peekLast();
      if (before != null && wanted.by().compare(before.place(), place) >= 0) {
        throw new IllegalArgumentException("rows that are not in order");
      }
      queue.add(new Row(place, found));
    }
  }

  private Position place(FoundRow found) {
    return wanted.by().position(columns, found.key(), found.row().row());
  }

  /** The region has sent everything. */
  public void complete(int region) {
    if (states[region] != State.STREAMING) {
      throw new IllegalStateException("the end of region " + region + ", " + states[region]);
    }
    states[region] = State.COMPLETE;
  }

  /**
   * The region is searched anew.
   *
   * @throws KeyLimitException if it is not known what was delivered
   */
  public void restart(int region) {
    delivered.ifPresent(DeliveredKeys::requireRemembered);
    states[region] = State.OPENING;
    queues.get(region).clear();
    run[region]++;
    consumed[region] = 0;
    granted[region] = shareRows;
  }

  /** All regions are searched anew; what has been delivered stays so. */
  public void restart() {
    for (int region = 0; region < states.length; region++) {
      restart(region);
    }
    moved.clear();
    readRows.clear();
    reading = false;
  }

  /** The key has left some region during the search, and may be in none when that is read. */
  public void moved(Bytes key) {
    moved.add(key);
  }

  /** Whether {@link #takeMoved} has to be asked: all regions have told what has moved. */
  public boolean mustRead() {
    return !reading && !moved.isEmpty() && isOpen();
  }

  /** The keys that have to be read; nothing is delivered until {@link #read}. */
  public List<Bytes> takeMoved() {
    List<Bytes> keys = List.copyOf(moved);
    moved.clear();
    reading = !keys.isEmpty();
    return keys;
  }

  /** An object that had moved matches. */
  public void found(FoundRow row) {
    readRows.put(place(row), row);
  }

  /** All objects that had moved have been read. */
  public void read() {
    reading = false;
  }

  /**
   * The next row; none if it is not certain yet, or there is none.
   *
   * @throws KeyLimitException if it is not known any more whether it is to be delivered
   */
  public Optional<Taken> next() {
    if (!isCertain()) {
      return Optional.empty();
    }
    int region = first();
    @Nullable Row row = region == BY_ITSELF ? takeRead() : queues.get(region).poll();
    if (row == null) {
      return Optional.empty();
    }
    boolean fresh = isNew(row);
    if (fresh) {
      last = Optional.of(row.place());
    }
    return Optional.of(
        new Taken(region, region == BY_ITSELF ? 0 : run[region], row.found(), fresh));
  }

  private boolean isNew(Row row) {
    boolean behind = last.isEmpty() || wanted.by().compare(row.place(), last.get()) > 0;
    return behind && (delivered.isEmpty() || delivered.get().add(row.found().key()));
  }

  private @Nullable Row takeRead() {
    var first = readRows.pollFirstEntry();
    return first == null ? null : new Row(first.getKey(), first.getValue());
  }

  /** Where the first row is. */
  private int first() {
    int best = BY_ITSELF;
    @Nullable Position place = readRows.isEmpty() ? null : readRows.firstKey();
    for (int region = 0; region < states.length; region++) {
      Row head = queues.get(region).peek();
      if (head != null && (place == null || wanted.by().compare(head.place(), place) < 0)) {
        best = region;
        place = head.place();
      }
    }
    return best;
  }

  private boolean isOpen() {
    return Arrays.stream(states).noneMatch(state -> state == State.OPENING);
  }

  private boolean isCertain() {
    if (reading || !moved.isEmpty()) {
      return false;
    }
    for (int region = 0; region < states.length; region++) {
      boolean streams = states[region] == State.STREAMING && queues.get(region).isEmpty();
      if (states[region] == State.OPENING || streams) {
        return false;
      }
    }
    return true;
  }

  /** Whether everything has been delivered. */
  public boolean isComplete() {
    return isCertain() && readRows.isEmpty() && queues.stream().allMatch(ArrayDeque::isEmpty);
  }

  /**
   * The reader is done with {@code rows} rows: how many more the region may send now; 0 if there is
   * nothing to tell it. While there are rows of it, it is not asked for more in all than are
   * wanted: it would have to look through everything again for them.
   */
  public int consumed(int region, int runOfRows, int rows) {
    if (states[region] == State.COMPLETE || runOfRows != run[region]) {
      return 0;
    }
    consumed[region] += rows;
    boolean starving = queues.get(region).isEmpty();
    if (!starving && consumed[region] * 2 < shareRows) {
      return 0;
    }
    int credit =
        starving ? consumed[region] : Math.min(consumed[region], wanted.rows() - granted[region]);
    if (credit <= 0) {
      return 0;
    }
    consumed[region] -= credit;
    // It stops to matter at the bound: more than are wanted is more.
    granted[region] = (int) Math.min(Integer.MAX_VALUE, (long) granted[region] + credit);
    return credit;
  }

  /** Gives the memory of the keys back: no row will come any more. */
  public void close() {
    delivered.ifPresent(DeliveredKeys::release);
  }
}
