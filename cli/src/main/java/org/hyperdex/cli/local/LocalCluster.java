package org.hyperdex.cli.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hyperdex.cli.CommandFailure;
import org.hyperdex.cli.launch.Installation;
import org.hyperdex.cli.launch.Service;

/**
 * The processes of a local cluster, as children.
 *
 * <p>All are started at once, in any order they get ready: each waits for what it needs. One thread
 * runs a cluster; {@link #requestStop} and {@link #kill} may come from any.
 */
final class LocalCluster {
  private static final long POLL_MILLIS = 100;

  /** Longer than a service needs for an orderly end. */
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

  private final ClusterLayout layout;
  private final Installation installation;
  private final Consumer<String> progress;
  private final List<ChildProcess> children = new CopyOnWriteArrayList<>();
  private final CountDownLatch stopRequested = new CountDownLatch(1);

  LocalCluster(ClusterLayout layout, Installation installation, Consumer<String> progress) {
    this.layout = layout;
    this.installation = installation;
    this.progress = progress;
  }

  /** The children, in the order they were started. */
  List<ChildProcess> children() {
    return List.copyOf(children);
  }

  /** Makes {@link #start} and {@link #supervise} return soon. */
  void requestStop() {
    stopRequested.countDown();
  }

  /**
   * Starts all members and waits until they are ready; whether they are, or else a stop was
   * requested.
   *
   * @throws CommandFailure if one ends meanwhile, or is not ready in time
   */
  boolean start(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    for (Member member : layout.members()) {
      children.add(
          ChildProcess.start(
              member, installation.commandLine(member.service(), layout.settings(member), true)));
    }
    List<ChildProcess> waiting = new ArrayList<>(children);
    while (!waiting.isEmpty()) {
      if (stopRequested.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        return false;
      }
      for (ChildProcess child : List.copyOf(waiting)) {
        if (!child.alive()) {
          throw failure(child, "ended with exit code " + child.exitCode());
        }
        if (child.ready()) {
          waiting.remove(child);
          progress.accept(child.member().name() + " is ready at " + child.member().address());
        }
      }
      if (!waiting.isEmpty() && System.nanoTime() - deadline > 0) {
        throw failure(waiting.getFirst(), "is not ready after " + timeout.toSeconds() + " s");
      }
    }
    return true;
  }

  private static CommandFailure failure(ChildProcess child, String what) {
    return new CommandFailure(
        "CHILD",
        "cannot start: " + child.member().name() + " " + what + "; see " + child.member().log(),
        child.logTail(),
        Map.of());
  }

  /**
   * Watches the children until a stop is requested, and tells of each that ends. The others go on.
   *
   * @return whether a stop was requested; otherwise none is left
   */
  boolean supervise() throws InterruptedException {
    List<ChildProcess> running = children();
    while (!running.isEmpty()) {
      if (stopRequested.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        return true;
      }
      List<ChildProcess> ended = running.stream().filter(child -> !child.alive()).toList();
      ended.forEach(child ->
          progress.accept(
              "%s (process %d) has ended with exit code %d; the others go on; see %s"
                  .formatted(
                      child.member().name(), child.pid(), child.exitCode(), child.member().log())));
      running = running.stream().filter(child -> !ended.contains(child)).toList();
    }
    return false;
  }

  /** Stops the gateway, then the storage servers, then the coordinators. */
  void stop() throws InterruptedException {
    for (Service service : List.of(Service.GATEWAY, Service.STORAGE, Service.COORDINATOR)) {
      List<ChildProcess> stopping =
          children.stream()
              .filter(child -> child.member().service() == service && child.alive())
              .toList();
      stopping.forEach(ChildProcess::stop);
      for (ChildProcess child : stopping) {
        if (!child.awaitEnd(LONGEST_STOP)) {
          progress.accept(child.member().name() + " does not stop: it is killed");
          child.kill();
        }
      }
    }
  }

  /** Ends all at once. */
  void kill() {
    children.forEach(ChildProcess::kill);
  }
}
