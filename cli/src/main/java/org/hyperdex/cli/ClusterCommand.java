package org.hyperdex.cli;

import java.time.Duration;
import java.util.List;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import picocli.CommandLine.Mixin;

/** A command that needs a cluster. */
public abstract class ClusterCommand extends ShellCommand {
  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  private final String intent;

  /**
   * Makes a command.
   *
   * @param intent what it does, to be read after "could not"
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
    try (HyperDexClient client = shell().connect().apply(connection.clientOptions())) {
      return run(client);
    } catch (HyperDexException e) {
      throw failure(e);
    }
  }

  /** The coordinators to ask. */
  protected final List<String> coordinators() {
    return connection.addresses();
  }

  /** How long the command may take. */
  protected final Duration timeout() {
    return connection.timeout();
  }

  /** The failure to do it. */
  protected final CommandFailure failure(HyperDexException failure) {
    return FailureText.of(intent, failure);
  }

  /** The failure to do it, for a reason the cluster gave as an answer. */
  protected final CommandFailure failure(String code, String reason) {
    return new CommandFailure(code, "could not " + intent + ": " + reason);
  }
}
