package org.hyperdex.core.protocol;

import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Listing;
import org.hyperdex.core.query.Predicate;

/**
 * What a client asks of a storage server. Every request is answered by responses that carry its
 * {@code requestId}, which is unique among the requests in flight on the link.
 */
public sealed interface ClientRequest extends Message {
  /** Unique among the requests in flight on the link. */
  long requestId();

  /**
   * Reads one object at its point leader.
   *
   * @param columns what is wanted of it
   */
  record Get(long requestId, long region, long epoch, Bytes key, Columns columns)
      implements ClientRequest {
    /** Reads a whole object. */
    public Get(long requestId, long region, long epoch, Bytes key) {
      this(requestId, region, epoch, key, Columns.ALL);
    }
  }

  /**
   * Changes one object at its point leader.
   *
   * @param operation the same in every retry
   * @param watermark the client has seen the outcomes of all its operations up to this sequence
   * @param existence what is asked of the object's existence
   * @param ifVersion the version the object must have
   * @param guards must be true of the object, if it exists
   * @param change what to do
   */
  record Write(
      long requestId,
      long region,
      long epoch,
      OperationId operation,
      long watermark,
      Bytes key,
      Existence existence,
      Optional<Version> ifVersion,
      Predicate guards,
      Change change)
      implements ClientRequest {}

  /** What a write does to an object. */
  sealed interface Change {}

  /** Applies the functions in order, all or nothing. */
  record Update(List<FunctionCall> functions) implements Change {}

  /** Removes the object. */
  record Delete() implements Change {}

  /**
   * Streams the objects of one region that match.
   *
   * @param listing what to tell of them, and in which order
   * @param credit how many rows the server may send before it must wait for {@link SearchCredit}
   * @param lookBackMillis if not 0, the server begins with {@link ServerResponse.SearchOpened},
   *     which tells the objects that have left the region within this time: at least as long ago as
   *     the search of all regions began
   */
  record Search(
      long requestId,
      long region,
      long epoch,
      Predicate predicate,
      Listing listing,
      int credit,
      long lookBackMillis)
      implements ClientRequest {
    /** A search for whole rows in any order that does not ask for what has moved. */
    public Search(long requestId, long region, long epoch, Predicate predicate, int credit) {
      this(requestId, region, epoch, predicate, Listing.ROWS, credit, 0);
    }
  }

  /** Lets the server send {@code rows} more of the search {@code requestId}. */
  record SearchCredit(long requestId, int rows) implements ClientRequest {}

  /** Ends the search or count {@code requestId}; nothing more is sent for it. */
  record Cancel(long requestId) implements ClientRequest {}

  /**
   * Counts the objects of one region that match.
   *
   * @param lookBackMillis if not 0, the server begins with {@link ServerResponse.SearchOpened},
   *     which tells the objects that have come to or left the region within this time, and counts
   *     the others when it has {@link CountRest}
   */
  record Count(long requestId, long region, long epoch, Predicate predicate, long lookBackMillis)
      implements ClientRequest {
    /** A count that does not ask for what has moved. */
    public Count(long requestId, long region, long epoch, Predicate predicate) {
      this(requestId, region, epoch, predicate, 0);
    }
  }

  /**
   * Counts the objects of one region that match, and asks how they were looked for. What is on the
   * move may be counted in two regions or in none.
   */
  record Explain(long requestId, long region, long epoch, Predicate predicate)
      implements ClientRequest {}

  /**
   * Names objects the count {@code requestId} must leave out.
   *
   * @param complete whether there are no more of them, so that the count may begin
   */
  record CountRest(long requestId, List<Bytes> except, boolean complete) implements ClientRequest {}
}
