package org.hyperdex.client;

/**
 * A group operation has ended before its end. What it had changed until then stays changed; nothing
 * more will be, but for the {@linkplain GroupResult#unknown unknown} ones.
 */
public final class GroupException extends HyperDexException {
  private static final long serialVersionUID = 1L;

  private final transient GroupResult soFar;

  /** The operation ended for {@code cause}, after it had done {@code soFar}. */
  public GroupException(HyperDexException cause, GroupResult soFar) {
    super(
        cause.code(),
        "%s; %d objects are changed%s"
            .formatted(
                cause.detail(),
                soFar.changed(),
                soFar.unknown() == 0
                    ? ""
                    : ", and of %d more it is not known".formatted(soFar.unknown())),
        soFar.changed() == 0 && soFar.unknown() == 0
            ? FailureOutcome.NOT_APPLIED
            : FailureOutcome.UNKNOWN,
        cause.context(),
        cause);
    this.soFar = soFar;
  }

  /** What is known of the objects. */
  public GroupResult soFar() {
    return soFar;
  }
}
