package org.hyperdex.core.replication;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;

/**
 * What a search must know of the writes that were pending when its snapshot was taken.
 *
 * <p>The keys of pending writes that may matter are not answered from the snapshot: the shard waits
 * for those writes and adds the rows that result, if they match. When nothing is awaited any more
 * the shard lists this among the turn's {@link TurnEffects#settled}, and the shell settles it.
 */
public final class SearchPending {
  /**
   * Told once, by the shard's thread, when the last awaited write has committed, or never will
   * here; must not block.
   */
  @FunctionalInterface
  public interface Listener {
    /** All awaited writes have committed; {@code matching} are the rows that resulted and match. */
    void settled(List<FoundRow> matching);

    /** The server has lost its part in the region: what was awaited will never be known here. */
    default void abandoned() {}
  }

  private final Set<Bytes> keys = new HashSet<>();
  private final List<FoundRow> matching = new ArrayList<>();
  private Listener listener = rows -> {};
  private boolean listening;
  private int awaited;
  private boolean abandoned;

  SearchPending() {}

  /**
   * Whether {@code key} is answered by a pending write and not by the snapshot. Any thread, once
   * the search has been started.
   */
  public boolean covers(Bytes key) {
    return keys.contains(key);
  }

  /** Whether no key is covered. Any thread, once the search has been started. */
  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /** Sets who is told. The shell calls this once, when it starts the search. */
  public void listen(Listener newListener) {
    listener = newListener;
    listening = true;
    settle();
  }

  /**
   * Tells the listener if nothing is awaited; the shell calls this when the turn's effects say so.
   */
  public void settle() {
    if (!listening) {
      return;
    }
    if (abandoned) {
      listening = false;
      listener.abandoned();
    } else if (awaited == 0) {
      listening = false;
      listener.settled(List.copyOf(matching));
    }
  }

  /** The key is answered by something else than this. */
  void cover(Bytes key) {
    keys.add(key);
  }

  void await(Bytes key) {
    keys.add(key);
    awaited++;
  }

  void add(FoundRow row) {
    matching.add(row);
  }

  /** What is awaited will not come; true if this is the first to say so. */
  boolean abandon() {
    boolean first = !abandoned;
    abandoned = true;
    return first;
  }

  /** One awaited write has committed; true if it was the last. */
  boolean arrived() {
    awaited--;
    return awaited == 0;
  }
}
