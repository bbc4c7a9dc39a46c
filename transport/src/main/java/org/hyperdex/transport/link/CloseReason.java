package org.hyperdex.transport.link;

import java.util.Optional;

/**
 * Why a link has ended.
 *
 * @param kind what happened
 * @param refusal the reason of a refused link
 * @param detail for people
 */
public record CloseReason(Kind kind, Optional<Refusal> refusal, String detail) {
  /** How a link can end. */
  public enum Kind {
    /** This side closed it. */
    CLOSED_HERE,
    /** The other side closed it in order. */
    CLOSED_BY_PEER,
    /** The other side did not accept it: it has seen none of the messages. */
    REFUSED,
    /** There was no connection at all: nobody has seen any of the messages. */
    UNREACHABLE,
    /** The connection broke, or the other process died: messages may or may not have arrived. */
    LOST,
    /**
     * One side sent what the other could not read or take; messages may or may not have arrived.
     */
    FAILED
  }

  static CloseReason of(Kind kind, String detail) {
    return new CloseReason(kind, Optional.empty(), detail);
  }

  static CloseReason refused(Refusal refusal, String detail) {
    return new CloseReason(Kind.REFUSED, Optional.of(refusal), detail);
  }
}
