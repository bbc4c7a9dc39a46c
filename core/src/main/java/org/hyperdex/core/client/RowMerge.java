package org.hyperdex.core.client;

import java.util.List;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.query.Listing;
import org.jspecify.annotations.Nullable;

/**
 * Makes one result of the streams of a search's regions, in some order or in none: what whoever
 * carries out a search has to tell it, and to ask it.
 */
public interface RowMerge {
  /** In place of a region, for rows that were read by themselves. */
  int NO_REGION = -1;

  /**
   * Rows of one region for the reader.
   *
   * @param taken how many rows of the region's room they took, with those not to be delivered
   * @param bytes how many bytes of it
   * @param rows those to be delivered
   */
  record Portion(int region, int run, int taken, long bytes, List<FoundRow> rows) {}

  /** How many rows a region may send at first. */
  int shareRows();

  /** What to ask of a region that is searched now. */
  Listing listing();

  /** The number of the region's run under way. */
  int run(int region);

  /**
   * The region is searched anew.
   *
   * @throws KeyLimitException if that would bring objects again and it is not known which
   */
  void restart(int region);

  /** All regions are searched anew. */
  void restart();

  /** The region has told all that has moved. */
  void opened(int region);

  /**
   * The region has sent rows in its current run.
   *
   * @throws KeyLimitException if it is not known any more which are to be delivered
   */
  void arrived(int region, List<FoundRow> rows);

  /** The region has sent everything. */
  void complete(int region);

  /** An object has left a region. */
  void moved(Bytes key);

  /** Whether objects that have moved have to be read by themselves now. */
  boolean mustRead();

  /** The keys of some of those; until {@link #read} they are under way, if there are any. */
  List<Bytes> takeKeys();

  /**
   * One of them, whole, matches.
   *
   * @throws KeyLimitException if it is not known any more whether it is to be delivered
   */
  void found(FoundRow row);

  /** All of them have been read. */
  void read();

  /**
   * The next rows for the reader; null if there are none yet, or none any more.
   *
   * @throws KeyLimitException if it is not known any more which those are
   */
  @Nullable Portion next();

  /** Whether everything has been delivered. */
  boolean isComplete();

  /** The reader is done with a portion: how many rows more its region may send. */
  int consumed(Portion portion);

  /** Gives memory back: nothing will come any more, and nothing is asked but what was. */
  void close();
}
