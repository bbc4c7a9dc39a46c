package org.hyperdex.cli.admin;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.Shell;
import org.hyperdex.client.CoordinatorStatus;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import picocli.CommandLine.Command;

/** Waits until the cluster serves, and prints its id. */
@Command(
    name = "initialize-cluster",
    description = {
      "Wait until a coordinator serves; print the id of its cluster.",
      "A cluster is initialised when it is founded; asking again changes nothing."
    })
final class InitializeClusterCommand extends ClusterCommand {
  private static final long PAUSE_MILLIS = 100;

  InitializeClusterCommand(Shell shell) {
    super(shell, "initialize cluster");
  }

  @Override
  protected int run(HyperDexClient client) {
    CoordinatorStatus status = awaitReady(client);
    if (json()) {
      print(object().put("clusterId", status.clusterId()));
    } else {
      print(status.clusterId());
    }
    return DONE;
  }

  private CoordinatorStatus awaitReady(HyperDexClient client) {
    long deadline = System.nanoTime() + timeout().toNanos();
    while (true) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new HyperDexException(
            ErrorCode.DEADLINE, "the coordinators have no leader; most of them have to run");
      }
      CoordinatorStatus status = client.admin().withTimeout(Duration.ofNanos(left)).status();
      if (status.ready()) {
        return status;
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HyperDexException(ErrorCode.INTERRUPTED, "interrupted while waiting");
    }
  }
}
