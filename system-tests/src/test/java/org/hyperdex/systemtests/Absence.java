package org.hyperdex.systemtests;

import java.time.Duration;

/**
 * What a server is sent that returns after a while under write load.
 *
 * @param away how long it was away
 * @param held bytes of objects it has on disk, a little less than there are
 * @param changed bytes of those objects that changed meanwhile, each of them many times
 * @param writes how often an application wrote meanwhile, to few and small objects
 * @param transferred bytes that came to it over all links from its start until all was as before
 */
record Absence(Duration away, long held, long changed, long writes, long transferred) {
  /** In proportion to what changed, and not to what it holds. */
  private static final int SMALL_PART = 10;

  boolean inProportion() {
    return transferred * SMALL_PART <= held;
  }

  /** A row of a Markdown table whose columns are {@link #HEADER}. */
  @Override
  public String toString() {
    return "| %d s | %d | %d | %d | %d | %.1f%% |"
        .formatted(
            away.toSeconds(), held, changed, writes, transferred, 100.0 * transferred / held);
  }

  /** What the numbers are. */
  static final String HEADER =
      """
      | away | bytes held | bytes changed | writes of the application | bytes transferred | of held |
      | ---: | ---: | ---: | ---: | ---: | ---: |\
      """;
}
