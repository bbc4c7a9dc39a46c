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
 * <p>The keys of pending writes are not answered from the snapshot: the shard waits for those writes
 * and adds the rows that result, if they match. When nothing is awaited any more the {@link Listener}
 * is told, once, by the shard's thread.
 */
public final class SearchPending {
  /** Told when the last awaited write has committed. Called inside a turn: must not block. */
  @FunctionalInterface
  public interface Listener {
    /** All awaited writes have committed; {@code matching} are the rows that resulted and match. */
    void settled(List<FoundRow> matching);
  }

  private final Set<Bytes> keys = new HashSet<>();
  private final List<FoundRow> matching = new ArrayList<>();
  private Listener listener = rows -> {};
  private boolean settled;
  private boolean listening;
  private int awaited;

  SearchPending() {}

  /** Whether {@code key} is answered by a pending write and not by the snapshot. Any thread. */
  public boolean covers(Bytes key) {
    return keys.contains(key);
  }

  /** Whether no key is covered. Any thread. */
  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /**
   * Sets who is told. The shell calls this once, inside the turn that started the search; if nothing
   * is awaited the listener is told at once.
   */
  public void listen(Listener newListener) {
    listener = newListener;
    listening = true;
    if (awaited == 0) {
      settle();
    }
  }

  void await(Bytes key) {
    if (keys.add(key)) {
      awaited++;
    }
  }

  void add(FoundRow row) {
    matching.add(row);
  }

  void arrived() {
    awaited--;
    if (awaited == 0 && listening) {
      settle();
    }
  }

  private void settle() {
    if (!settled) {
      settled = true;
      listener.settled(List.copyOf(matching));
    }
  }
}
