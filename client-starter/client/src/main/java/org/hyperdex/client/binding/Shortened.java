package org.hyperdex.client.binding;

/**
 * The beginnings of texts, for what is said of them: what was sent may be megabytes, and nobody
 * would want to have that back.
 */
public final class Shortened {
  private Shortened() {}

  /** {@code text}, or so many characters of it and three dots. */
  public static String to(int characters, String text) {
    return text.length() <= characters ? text : text.substring(0, characters) + "...";
  }
}
