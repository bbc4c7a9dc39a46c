package org.hyperdex.storage;

import java.time.Duration;
import org.hyperdex.storage.membership.Announcement;
import org.hyperdex.storage.membership.ConfigurationSource;
import org.hyperdex.storage.membership.Joined;
import org.hyperdex.storage.membership.MembershipException;
import org.hyperdex.storage.membership.Report;

/** A cluster that takes nobody in. */
final class RefusingSource implements ConfigurationSource {
  static final String WHY = "not wanted here";

  @Override
  public Joined join(Announcement announcement) {
    throw new MembershipException(WHY);
  }

  @Override
  public void follow(Listener listener) {
    throw new IllegalStateException("nobody has been taken in");
  }

  @Override
  public void report(Report report) {
    // Nobody listens.
  }

  @Override
  public long leave(Duration timeout) {
    return 0;
  }

  @Override
  public void close() {
    // There is nothing to end.
  }
}
