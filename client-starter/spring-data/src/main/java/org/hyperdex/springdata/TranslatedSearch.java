package org.hyperdex.springdata;

import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.SearchStream;
import org.hyperdex.client.StoredObject;

/** A search whose failures on the way are translated. */
final class TranslatedSearch extends Spliterators.AbstractSpliterator<StoredObject> {
  private final SearchStream search;

  private TranslatedSearch(SearchStream search) {
    super(Long.MAX_VALUE, Spliterator.DISTINCT | Spliterator.IMMUTABLE | Spliterator.NONNULL);
    this.search = search;
  }

  /** The objects found; closing the stream closes the search. */
  static Stream<StoredObject> stream(SearchStream search) {
    return StreamSupport.stream(new TranslatedSearch(search), false).onClose(search::close);
  }

  @Override
  public boolean tryAdvance(Consumer<? super StoredObject> action) {
    StoredObject next;
    try {
      if (!search.hasNext()) {
        return false;
      }
      next = search.next();
    } catch (HyperDexException e) {
      throw ExceptionTranslation.of(e);
    }
    action.accept(next);
    return true;
  }
}
