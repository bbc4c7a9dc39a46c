package org.hyperdex.core.coordinator;

/** What a command is answered. */
public sealed interface Response {
  /**
   * The command is carried out, or there was nothing left to do for it.
   *
   * @param configurationVersion the first configuration that is sure to hold the effect
   * @param incarnation what {@link Command.ServerOnline} was given; 0 for every other command
   */
  record Done(long configurationVersion, long incarnation) implements Response {}

  /**
   * The command is not carried out and had no effect.
   *
   * @param detail what is wrong and what to do, for people
   * @param line where {@link Reason#INVALID_SPACE} was found, from 1; 0 if there is no place
   * @param column where {@link Reason#INVALID_SPACE} was found, from 1; 0 if there is no place
   * @param rule the stable id of the rule that {@link Reason#INVALID_SPACE} violates; empty
   *     otherwise
   */
  record Refused(Reason reason, String detail, int line, int column, String rule)
      implements Response {
    /** A refusal that is not about a description. */
    public Refused(Reason reason, String detail) {
      this(reason, detail, 0, 0, "");
    }
  }

  /** Why a command is not carried out. The names are stable: they are on the wire. */
  enum Reason {
    /** What the command names does not exist. */
    NOT_FOUND,
    /** The name, id or address is somebody else's. */
    DUPLICATE,
    /** The description, or the name, of a space is not valid. */
    INVALID_SPACE,
    /** An argument is out of its range. */
    MALFORMED,
    /** The cluster's state does not allow it; the detail says what to do first. */
    REFUSED,
    /** An operator holds the server offline; announce it again later. */
    HELD,
    /** An operator has banned the server; its process must end. */
    KILLED,
    /** The process that asks is not the server's newest; it must announce itself, or end. */
    STALE_INCARNATION,
    /** The cluster has not been founded yet. */
    NOT_FOUNDED,
    /**
     * A lease may have been granted between the command and its place in the log, by another leader
     * or to another process; whoever brought it there tries again.
     */
    OVERTAKEN,
    /** The command is too old: whether it was carried out is no longer known. */
    OUTCOME_FORGOTTEN
  }
}
