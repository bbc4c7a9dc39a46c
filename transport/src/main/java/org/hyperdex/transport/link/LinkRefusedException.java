package org.hyperdex.transport.link;

/** Thrown by a {@link LinkAcceptor} that does not want a link. */
public final class LinkRefusedException extends RuntimeException {
  private final Refusal refusal;

  /** Refuses for the reason {@code refusal}, with a text for people. */
  public LinkRefusedException(Refusal refusal, String detail) {
    super(detail);
    this.refusal = refusal;
  }

  /** The reason. */
  public Refusal refusal() {
    return refusal;
  }
}
