package org.hyperdex.cli;

import java.time.Duration;
import java.util.List;
import org.hyperdex.client.CallOptions;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import picocli.CommandLine.Mixin;

/** A command that needs a cluster. */
public abstract class ClusterCommand extends ShellCommand {
  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  private final String intent;
  private Patience patience = Patience.NONE;

  /**
   * Makes a command.
   *
   * @param intent what it does, to be read after "could not" and "trying to"
   */
  protected ClusterCommand(Shell shell, String intent) {
    super(shell);
    this.intent = intent;
  }

  /**
   * Does it.
   *
   * @return the exit code
   * @throws HyperDexException if the cluster could or would not
   */
  protected abstract int run(HyperDexClient client);

  /** What can be checked before a cluster is asked. */
  protected void check() {}

  @Override
  public final Integer call() {
    check();
    String waiting =
        "still trying to " + intent + " at " + String.join(", ", coordinators()) + " ...";
    try (HyperDexClient client = shell().connect().apply(connection.clientOptions())) {
      patience = Patience.start(() -> progress(waiting));
      return run(client);
    } catch (HyperDexException e) {
      throw failure(e);
    } finally {
      answered();
    }
  }

  /** Says that the cluster answers, so that nobody has to be told to wait. */
  protected final void answered() {
    patience.close();
  }

  /** The coordinators to ask. */
  protected final List<String> coordinators() {
    return connection.addresses();
  }

  /** How long the command may take. */
  protected final Duration timeout() {
    return connection.timeout();
  }

  /** The same for an operation on objects. */
  protected final CallOptions callOptions() {
    return connection.callOptions();
  }

  /** The failure to do it. */
  protected final CommandFailure failure(HyperDexException failure) {
    return FailureText.of(intent, coordinators(), failure);
  }

  /** The failure to do it, for a reason the cluster gave as an answer. */
  protected final CommandFailure failure(String code, String reason) {
    return new CommandFailure(code, "could not " + intent + ": " + reason);
  }
}
