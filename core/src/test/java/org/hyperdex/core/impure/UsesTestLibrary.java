package org.hyperdex.core.impure;

import org.awaitility.Awaitility;

/** Depends on a library that core has no need of, a stand-in for any framework. */
public final class UsesTestLibrary {

  void poll() {
    Awaitility.await().until(() -> true);
  }
}
