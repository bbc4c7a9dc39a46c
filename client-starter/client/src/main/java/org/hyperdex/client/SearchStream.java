package org.hyperdex.client;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The objects a search finds, as they arrive. For one thread at a time; {@link #close} may come
 * from any.
 *
 * <p>Servers send only as many rows as the reader has room for ({@link
 * ClientOptions#searchWindowRows}), so a slow reader slows the servers. What grows with the result
 * is only the memory of the keys that have been delivered, some twenty bytes and the key each, up
 * to {@link ClientOptions#searchKeyBytes}; in the order of the key none are kept. {@link #hasNext}
 * and {@link #next} wait, at most the search's timeout, and throw {@link HyperDexException} if the
 * search cannot be completed: a stream that ends has delivered everything.
 */
public interface SearchStream extends Iterator<StoredObject>, AutoCloseable {
  /** Whether there is another object; waits until that is known. */
  @Override
  boolean hasNext();

  /**
   * The next object; waits for it.
   *
   * @throws NoSuchElementException if there is none
   */
  @Override
  StoredObject next();

  /**
   * Where another search can go on behind the last object; empty until {@link #hasNext} has said
   * that there is no other one because the limit is reached, and for ever if all objects have been
   * delivered.
   */
  Optional<String> cursor();

  /** How many rows the servers have looked at so far, summed over the regions that are complete. */
  long rowsRead();

  /** The rest of the objects as a sequential stream; closing it closes the search. */
  default Stream<StoredObject> stream() {
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(
                this, Spliterator.DISTINCT | Spliterator.IMMUTABLE | Spliterator.NONNULL),
            false)
        .onClose(this::close);
  }

  /**
   * Ends the search, on the servers too, which keep it as long as somebody has this stream: however
   * slow the reader is, a search that is not at its end does not expire. One that was forgotten
   * ends when the garbage collector finds it, which may be late. Closing again does nothing.
   */
  @Override
  void close();
}
