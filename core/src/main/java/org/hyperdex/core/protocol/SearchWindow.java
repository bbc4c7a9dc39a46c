package org.hyperdex.core.protocol;

import org.hyperdex.core.protocol.ServerResponse.FoundRow;

/**
 * How many bytes of one region's rows may be under way to a client, whatever the credit in rows: so
 * large rows fill no memory that many small ones would not. The credit that a client gives is for
 * rows it has consumed, the oldest first; a server that has sent so many bytes without credit for
 * them waits for more.
 */
public final class SearchWindow {
  /** A row begun below it is sent whole, so that one row of any size always is under way. */
  public static final int BYTES = 1 << 20;

  private SearchWindow() {}

  /** What counts of a row. */
  public static int bytes(FoundRow found) {
    return found.key().length() + found.row().row().length();
  }
}
