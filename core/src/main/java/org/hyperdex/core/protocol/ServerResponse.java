package org.hyperdex.core.protocol;

import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ClientRequest.Get;

/** What a storage server answers to a client. */
public sealed interface ServerResponse extends Message {
  /** The request this answers. */
  long requestId();

  /** The object a get found, or none. */
  record GetResult(long requestId, Optional<StoredRow> row) implements ServerResponse {
    /** The answer to {@code get}, with what it wants of the whole row. */
    public static GetResult of(Get get, Optional<StoredRow> whole) {
      return new GetResult(
          get.requestId(),
          whole.map(row -> new StoredRow(row.version(), get.columns().of(row.row()))));
    }
  }

  /**
   * How a write ended.
   *
   * @param version the object's version after the write; {@link Version#NONE} if it did not take
   *     effect
   * @param attribute the attribute whose guard or function failed; -1 if none did
   */
  record WriteResult(long requestId, Outcome outcome, Version version, int attribute)
      implements ServerResponse {
    /** The same answer to another request: a retry's. */
    public WriteResult to(long request) {
      return new WriteResult(request, outcome, version, attribute);
    }
  }

  /**
   * A search or count that looks back has fixed what it reads; sent before anything else of it.
   *
   * @param moved objects that may be missed, or met twice, if the regions are read at different
   *     moments: those a search must look for if no region brings them, and a count must read one
   *     by one
   * @param complete whether there are no more of them
   */
  record SearchOpened(long requestId, List<Bytes> moved, boolean complete)
      implements ServerResponse {}

  /** Some rows of a search. */
  record SearchRows(long requestId, List<FoundRow> rows) implements ServerResponse {}

  /** One object a search found. */
  record FoundRow(Bytes key, StoredRow row) {}

  /**
   * The search of this region is complete.
   *
   * @param rowsRead how many rows the server looked at
   */
  record SearchDone(long requestId, long rowsRead) implements ServerResponse {}

  /** The count of this region. */
  record CountResult(long requestId, long count, long rowsRead) implements ServerResponse {}

  /** How the matches of this region were looked for. */
  record Explained(long requestId, Explanation explanation) implements ServerResponse {}

  /**
   * The request was not carried out and had no effect, but see {@link RefusalReason#INTERRUPTED}.
   *
   * @param reason what to do next depends on it
   * @param configurationVersion the server's own; the client should have at least this one before
   *     it tries again
   * @param detail for people
   */
  record Refused(long requestId, RefusalReason reason, long configurationVersion, String detail)
      implements ServerResponse {}

  /** Why a request was not carried out. The order of the constants is on the wire. */
  enum RefusalReason {
    /** The server does not lead the region at that epoch; route again by a newer configuration. */
    WRONG_EPOCH,
    /** The server has no such region; route again by a newer configuration. */
    UNKNOWN_REGION,
    /** The cluster is read-only. */
    READ_ONLY,
    /** A queue is full; try again a little later. */
    OVERLOADED,
    /** The server is leaving; try again with a newer configuration. */
    SHUTTING_DOWN,
    /** The request makes no sense for the region's schema; do not try again. */
    MALFORMED,
    /** The server's storage failed; another configuration will follow. */
    STORAGE_FAILED,
    /**
     * The server has lost its part in the region while the request was under way: unlike after
     * every other refusal, a write may have an effect yet.
     */
    INTERRUPTED,
    /**
     * The server does not remember what has moved as far back as a search or count asks: begin all
     * of it anew.
     */
    FORGOTTEN
  }
}
