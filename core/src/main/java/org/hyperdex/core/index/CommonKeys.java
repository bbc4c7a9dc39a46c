package org.hyperdex.core.index;

import java.util.ArrayList;
import java.util.List;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.index.Candidates.Step;
import org.hyperdex.core.index.Plan.Point;

/**
 * The keys that have entries at all of several values: a zig-zag join. Each list of entries in turn
 * goes to the first key that is not below the greatest key any of them is at; a key all have come
 * to is common.
 */
final class CommonKeys implements KeyStream {
  private record Stream(Point point, RegionView.EntryCursor entries) {}

  private final List<Stream> streams = new ArrayList<>();
  private int turn;

  /** How many streams, those before {@code turn}, are at {@code key}. */
  private int agreeing;

  private Bytes key = Bytes.EMPTY;
  private boolean started;

  CommonKeys(RegionView view, Plan.Intersect plan) {
    for (Point point : plan.points()) {
      streams.add(new Stream(point, view.entries(point.index().index().id(), point.range())));
    }
  }

  @Override
  public Step step() {
    Stream stream = streams.get(turn);
    boolean goesOn = !started || agreeing == streams.size();
    if (!(goesOn ? stream.entries().advance() : seek(stream))) {
      return Step.END;
    }
    started = true;
    Bytes reached = stream.point().index().form().key(stream.entries().entry());
    agreeing = !goesOn && reached.equals(key) ? agreeing + 1 : 1;
    key = reached;
    turn = (turn + 1) % streams.size();
    return agreeing == streams.size() ? Step.FOUND : Step.NONE_YET;
  }

  private boolean seek(Stream stream) {
    return stream.entries().seek(EntryForm.joined(stream.point().prefix(), key));
  }

  @Override
  public Bytes key() {
    return key;
  }

  /** However many entries are false: each key is common once, and in the order of keys. */
  @Override
  public boolean isTrueOf(Bytes row) {
    return true;
  }

  @Override
  public void close() {
    streams.forEach(stream -> stream.entries().close());
  }
}
