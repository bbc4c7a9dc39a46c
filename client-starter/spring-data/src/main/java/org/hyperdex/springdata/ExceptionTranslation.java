package org.hyperdex.springdata;

import org.hyperdex.client.HyperDexException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.dao.support.PersistenceExceptionTranslator;

/**
 * The client's failures in Spring's words.
 *
 * <p>Register it as a bean, and uses of the client in {@code Repository} classes are translated as
 * well. Whether a write that failed may have had its effect is what the cause's {@link
 * HyperDexException#outcome} says.
 */
public final class ExceptionTranslation implements PersistenceExceptionTranslator {
  @Override
  public @Nullable DataAccessException translateExceptionIfPossible(RuntimeException failure) {
    return failure instanceof HyperDexException known ? of(known) : null;
  }

  /** The failure in Spring's words, with the client's as its cause. */
  public static DataAccessException of(HyperDexException failure) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure.code()) {
      case UNKNOWN_SPACE, UNKNOWN_ATTRIBUTE, NOT_FOUND ->
          new InvalidDataAccessResourceUsageException(message, failure);
      case WRONG_TYPE, KEY_NOT_WRITABLE, MALFORMED, INVALID_CURSOR, INVALID_SPACE ->
          new InvalidDataAccessApiUsageException(message, failure);
      case TOO_LARGE, OVERFLOW, DIVISION_BY_ZERO, MISSING_PATH, WRONG_VALUE ->
          new DataIntegrityViolationException(message, failure);
      case DUPLICATE, OBJECT_EXISTS -> new DuplicateKeyException(message, failure);
      case OBJECT_MISSING -> new EmptyResultDataAccessException(message, 1, failure);
      case GUARD_FAILED, VERSION_MISMATCH ->
          new OptimisticLockingFailureException(message, failure);
      case DEADLINE -> new QueryTimeoutException(message, failure);
      case READ_ONLY, OVERLOADED -> new TransientDataAccessResourceException(message, failure);
      case UNAVAILABLE, WRONG_CLUSTER, CLOSED ->
          new DataAccessResourceFailureException(message, failure);
      case REFUSED -> new NonTransientDataAccessResourceException(message, failure);
      case INTERRUPTED, INTERNAL -> new UncategorizedHyperDexException(message, failure);
    };
  }
}
