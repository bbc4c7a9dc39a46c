package org.hyperdex.cli.admin;

import org.hyperdex.client.ClusterAdmin;

/** How far an index is, in words. */
final class IndexProgressText {
  private IndexProgressText() {}

  static String of(ClusterAdmin.IndexBuild build) {
    long percent =
        build.rowsTotal() == 0 ? 0 : Math.min(99, build.rowsDone() * 100 / build.rowsTotal());
    return "%d of about %d rows (%d %%)".formatted(build.rowsDone(), build.rowsTotal(), percent);
  }
}
