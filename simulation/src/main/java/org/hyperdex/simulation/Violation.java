package org.hyperdex.simulation;

import java.util.List;
import org.hyperdex.simulation.check.Finding;
import org.hyperdex.simulation.check.KeyText;

/** Something that must hold does not. */
public final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String check;
  private final transient List<Long> moments;
  private final String key;

  /**
   * Says what.
   *
   * @param check the name of the check that found it
   */
  public Violation(String check, String what) {
    super(check + ": " + what);
    this.check = check;
    moments = List.of();
    key = "";
  }

  /** Of what clients learned, long before it was judged. */
  Violation(Finding finding) {
    super(finding.check() + ": " + finding.what());
    check = finding.check();
    moments = finding.moments();
    key = finding.key().map(KeyText::of).orElse("");
  }

  /** The name of the check that found it. */
  public String check() {
    return check;
  }

  /** When what it is about happened, in nanoseconds since the run began; none if it is now. */
  List<Long> moments() {
    return moments;
  }

  /** The object it is about; empty if it is about none or several. */
  String key() {
    return key;
  }
}
