package org.hyperdex.client;

import java.util.concurrent.CompletableFuture;

/**
 * A change of all objects that match, under way.
 *
 * <p>It is not a transaction: it is a search, and a conditional write for each object it finds,
 * with the condition tested again at the object itself. So each object is changed at most once, and
 * only while it matches; one that matches from before the beginning until its turn comes is not
 * missed; one that comes to match meanwhile may be changed or not. Others see some objects changed
 * and some not yet. A function that cannot be applied to an object leaves that one as it is, and
 * the others go on.
 */
public interface GroupOperation extends AutoCloseable {
  /**
   * Ends when every object that matched has been judged: the changes have committed. Fails with a
   * {@link GroupException}, which says what had been done; also only when nothing is under way any
   * more.
   */
  CompletableFuture<GroupResult> result();

  /**
   * Waits for the {@link #result}.
   *
   * @throws HyperDexException INTERRUPTED if the thread is interrupted: the operation is stopped
   */
  GroupResult await();

  /** What has been done so far. */
  GroupResult progress();

  /**
   * Stops: no further object is changed. Those under way are not called back, and the result, which
   * then fails with {@link ErrorCode#CLOSED}, waits for them. Does nothing if all is over.
   */
  @Override
  void close();
}
