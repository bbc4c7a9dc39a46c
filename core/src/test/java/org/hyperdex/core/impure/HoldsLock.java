package org.hyperdex.core.impure;

import java.util.concurrent.locks.ReentrantLock;

/** Waits for another thread. */
public final class HoldsLock {

  final ReentrantLock lock = new ReentrantLock();
}
