package org.hyperdex.core.impure;

import java.util.Collections;
import java.util.List;

/** Shuffles with a source of randomness of its own. */
public final class ShufflesList {

  void shuffle(List<String> list) {
    Collections.shuffle(list);
  }
}
