package org.hyperdex.cli.admin;

import java.time.Duration;
import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.Shell;
import org.hyperdex.client.ClusterAdmin;
import org.hyperdex.client.HyperDexClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that change the indices of a space. */
final class IndexCommands {
  private IndexCommands() {}

  /** Adds an index. */
  @Command(
      name = "add-index",
      description = {
        "Add an index to a space and print its id.",
        "It is built in the background; searches go without it until it is complete."
      })
  static final class Add extends ClusterCommand {
    private static final Duration STEP = Duration.ofSeconds(1);

    @Parameters(index = "0", paramLabel = "SPACE", description = "The name of the space.")
    private String space = "";

    @Parameters(
        index = "1",
        paramLabel = "ATTRIBUTE",
        description = "What to index; a path in a document, as in doc.a.b.")
    private String attribute = "";

    @Option(
        names = "--wait",
        description = "Wait, at most --timeout, until all copies have it, and say how far it is.")
    private boolean wait;

    Add(Shell shell) {
      super(shell, "add index");
    }

    @Override
    protected int run(HyperDexClient client) {
      long id = client.admin().addIndex(space, attribute);
      // Before the wait: whoever stops waiting has an index all the same.
      if (json()) {
        print(object().put("id", id));
      } else {
        print(Long.toUnsignedString(id));
      }
      if (wait) {
        await(client.admin(), id);
      }
      return DONE;
    }

    /** Says how far it is, now and then. */
    private void await(ClusterAdmin admin, long id) {
      answered();
      long deadlineNanos = System.nanoTime() + timeout().toNanos();
      Duration left = timeout();
      while (left.isPositive()) {
        if (admin.withTimeout(left.compareTo(STEP) < 0 ? left : STEP).awaitIndex(id)) {
          return;
        }
        admin.indexing().stream()
            .filter(build -> build.index() == id)
            .forEach(build -> progress("index " + id + ": " + IndexProgressText.of(build)));
        left = Duration.ofNanos(deadlineNanos - System.nanoTime());
      }
      throw failure(
          "DEADLINE", "index %d is still being built; list-indices shows how far".formatted(id));
    }
  }

  /** Removes an index. */
  @Command(
      name = "rm-index",
      description = "Remove an index; its entries are wiped in the background.")
  static final class Remove extends ClusterCommand {
    @Parameters(paramLabel = "INDEX", description = "The id, as list-indices shows it.")
    private long index;

    Remove(Shell shell) {
      super(shell, "rm index");
    }

    @Override
    protected int run(HyperDexClient client) {
      client.admin().removeIndex(index);
      return DONE;
    }
  }
}
