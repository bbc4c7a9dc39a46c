package org.hyperdex.springdata;

import org.hyperdex.client.HyperDexException;
import org.springframework.dao.UncategorizedDataAccessException;

/** A failure for which Spring has no word: an interrupt, or a defect. */
public final class UncategorizedHyperDexException extends UncategorizedDataAccessException {
  UncategorizedHyperDexException(String message, HyperDexException cause) {
    super(message, cause);
  }
}
