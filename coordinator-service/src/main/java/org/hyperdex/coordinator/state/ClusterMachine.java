package org.hyperdex.coordinator.state;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.function.Consumer;
import org.hyperdex.coordinator.proto.LogEntry;
import org.hyperdex.coordinator.raft.Machine;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.coordinator.CoordinatorState;
import org.hyperdex.core.coordinator.Response;

/**
 * The state that the log leads to, on this node.
 *
 * <p>Entries come on one thread; {@link #state()} may be read on any and is always a state between
 * two entries.
 */
public final class ClusterMachine implements Machine {
  private static final Response OVERTAKEN =
      new Response.Refused(
          Response.Reason.OVERTAKEN,
          "the coordinators' leader, or the server's process, changed while the command was on its"
              + " way to the log; try again");

  private final Consumer<Configuration> published;
  private final Observer observer;
  private volatile ClusterState state = ClusterState.INITIAL;
  private volatile boolean leading;

  /** Is told how the node's part changes; must not block. */
  public interface Observer {
    /** The node leads from now on; the state is up to date. */
    void leading();

    /** The node leads no longer. */
    void following();

    /** The node is not a member any more. */
    void removed();

    /** The log cannot be written any more. */
    void failed(Throwable cause);
  }

  /**
   * @param published is given every new configuration
   */
  public ClusterMachine(Consumer<Configuration> published, Observer observer) {
    this.published = published;
    this.observer = observer;
  }

  /** What the entries so far have led to. */
  public ClusterState state() {
    return state;
  }

  @Override
  public byte[] apply(long index, long term, byte[] bytes) {
    LogEntry entry = parse(index, bytes);
    if (isOvertaken(entry, term)) {
      return Responses.toProto(OVERTAKEN).toByteArray();
    }
    Transition transition = Transition.of(state, entry);
    CoordinatorState before = state.coordinator();
    boolean changed = transition.state().coordinator().version() != before.version();
    state = transition.state();
    if (changed) {
      published.accept(state.coordinator().configuration());
      if (leading) {
        EventLog.changed(entry, transition);
      }
    }
    if (leading) {
      EventLog.recoveries(before.repair(), transition.state().coordinator().repair());
    }
    return Responses.toProto(transition.response()).toByteArray();
  }

  private boolean isOvertaken(LogEntry entry, long term) {
    return (entry.getOnlyTerm() != 0 && entry.getOnlyTerm() != term)
        || (entry.hasOnlyProcess()
            && entry.getOnlyProcess().getIncarnation()
                != state.coordinator().incarnation(entry.getOnlyProcess().getServer()));
  }

  private static LogEntry parse(long index, byte[] bytes) {
    try {
      return LogEntry.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("log entry " + index + " cannot be read", e);
    }
  }

  @Override
  public byte[] snapshot() {
    return Snapshots.encode(state);
  }

  @Override
  public void restore(byte[] snapshot) {
    state = Snapshots.decode(snapshot);
    published.accept(state.coordinator().configuration());
  }

  @Override
  public void leading() {
    leading = true;
    observer.leading();
  }

  @Override
  public void following() {
    if (leading) {
      leading = false;
      observer.following();
    }
  }

  @Override
  public void removed() {
    observer.removed();
  }

  @Override
  public void failed(Throwable cause) {
    observer.failed(cause);
  }
}
