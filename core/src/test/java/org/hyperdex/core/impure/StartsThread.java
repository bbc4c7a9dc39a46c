package org.hyperdex.core.impure;

/** Runs something beside its caller. */
public final class StartsThread {

  Thread start(Runnable task) {
    return Thread.ofVirtual().start(task);
  }
}
