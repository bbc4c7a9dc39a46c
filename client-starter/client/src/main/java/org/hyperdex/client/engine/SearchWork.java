package org.hyperdex.client.engine;

/**
 * What a search has under way, apart from its reader: so that it can be ended when nobody has the
 * reader any more. Knows nothing that leads to the reader.
 */
final class SearchWork {
  private static final System.Logger LOG = System.getLogger(SearchWork.class.getName());

  private final SearchInbox inbox;
  private volatile SearchAttempt attempt;
  private volatile boolean over;

  SearchWork(SearchInbox inbox, SearchAttempt first) {
    this.inbox = inbox;
    this.attempt = first;
  }

  SearchAttempt attempt() {
    return attempt;
  }

  /** Another attempt takes the place of the last one, which is over. */
  void begin(SearchAttempt next) {
    attempt = next;
    next.start();
    if (inbox.isClosed()) {
      next.cancel();
    }
  }

  /** Everything has been delivered. */
  void complete() {
    over = true;
  }

  /** Ends everything that is under way. */
  void close() {
    over = true;
    inbox.close();
    attempt.cancel();
  }

  /** Nobody can read or close the search any more. */
  void abandoned() {
    if (!over) {
      LOG.log(
          System.Logger.Level.WARNING,
          "a search was neither read to its end nor closed; until now servers kept it");
      close();
    }
  }
}
