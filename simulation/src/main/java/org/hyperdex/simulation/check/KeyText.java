package org.hyperdex.simulation.check;

import org.hyperdex.core.data.Bytes;

/** What objects are called where people read it. */
public final class KeyText {
  private KeyText() {}

  /** The key as text if it is a word, else its bytes in hexadecimal. */
  public static String of(Bytes key) {
    String text = key.toUtf8();
    boolean word = !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 127);
    return word ? text : "0x" + key;
  }
}
