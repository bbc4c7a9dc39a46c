package org.hyperdex.springdata;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.springdata.convert.HyperDexConverter;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.ScrollPosition;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Window;

/**
 * What can be done with objects of mapped classes. All calls block, at most the client's timeout,
 * and fail with {@link DataAccessException}s; the client's exception is their cause.
 *
 * <p>Each call on one object is atomic. Those on many objects are many operations.
 */
public interface HyperDexOperations {
  /**
   * Stores a new object.
   *
   * @return the object with its version, if its class has one
   * @throws DuplicateKeyException if there is an object of that key
   */
  <T> T insert(T object);

  /**
   * Stores an object, all its attributes. Of a class with a version, an object without a version is
   * inserted, and one with a version must be at that version still.
   *
   * @return the object with its new version, if its class has one
   * @throws OptimisticLockingFailureException if the object was changed or removed meanwhile
   * @throws DuplicateKeyException if it carries no version, and there is an object of that key
   */
  <T> T save(T object);

  /** Reads an object; empty if there is none. */
  <T> Optional<T> findById(Object id, Class<T> type);

  /** Whether there is an object of that key. */
  boolean existsById(Object id, Class<?> type);

  /**
   * Removes an object, if there is one of its key. Of a class with a version, it must be at the
   * version it carries.
   *
   * @throws OptimisticLockingFailureException if it carries a version and was changed or removed
   *     meanwhile
   */
  void delete(Object object);

  /** Removes an object; returns whether there was one. */
  boolean deleteById(Object id, Class<?> type);

  /** The objects a query means, in no order. */
  <T> List<T> find(Query query, Class<T> type);

  /** The same as they arrive, with bounded memory. Close the stream. */
  <T> Stream<T> stream(Query query, Class<T> type);

  /**
   * The next objects a query means, in order; to be called again with the position of the window's
   * last object. Only that has one. Nothing is kept for it anywhere.
   *
   * @param sort by one property of a type that has an order; unsorted means by the key
   * @param position the beginning, or where another window of the same query and sort has ended
   * @param limit how many objects at most
   */
  <T> Window<T> scroll(Query query, Sort sort, ScrollPosition position, int limit, Class<T> type);

  /** How many objects a query means, counted by the servers. */
  long count(Query query, Class<?> type);

  /** Whether a query means any object. */
  boolean exists(Query query, Class<?> type);

  /**
   * Removes the objects a query means, one after the other; each only if it still is meant when it
   * is removed.
   *
   * @return how many were removed
   */
  long delete(Query query, Class<?> type);

  /** Uses the client itself, with exceptions translated. */
  <R> R execute(Function<HyperDexClient, R> action);

  /** How objects become values. */
  HyperDexConverter converter();
}
