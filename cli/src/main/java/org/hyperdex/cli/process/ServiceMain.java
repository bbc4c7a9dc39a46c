package org.hyperdex.cli.process;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Starts a service: {@code ServiceMain CLASS ARGUMENT...} runs the class' main method.
 *
 * <p>SIGTERM, SIGINT and SIGHUP end the service in order, with exit code 0; a second signal ends it
 * at once. With the system property {@value #STOP_WITH_PARENT} the service belongs to the process
 * that started it: it ends in order when its standard input does, and leaves SIGINT and SIGHUP,
 * which a terminal sends to both, to that process, which stops its services one after the other.
 */
public final class ServiceMain {
  /** Set to {@code true} in a child of {@code hyperdex up}. */
  public static final String STOP_WITH_PARENT = "hyperdex.stop-with-parent";

  /** How long an orderly end may take when there is nobody left to send a second signal. */
  private static final long ORPHAN_END_SECONDS = 20;

  private static final int ORPHAN_EXIT_CODE = 1;

  private ServiceMain() {}

  /** Runs the main method of the class that the first argument names, with the other arguments. */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    if (arguments.length == 0) {
      throw new IllegalArgumentException("the first argument names the class to start");
    }
    AtomicBoolean signalled = new AtomicBoolean();
    StopSignals.handle(StopSignals.TERMINATE, code -> stop(signalled, code));
    if (Boolean.getBoolean(STOP_WITH_PARENT)) {
      StopSignals.handle(StopSignals.INTERRUPT, _ -> {});
      StopSignals.handle(StopSignals.HANG_UP, _ -> {});
      ParentWatch.start(System.in, ServiceMain::orphaned);
    } else {
      StopSignals.handle(StopSignals.INTERRUPT, code -> stop(signalled, code));
      StopSignals.handle(StopSignals.HANG_UP, code -> stop(signalled, code));
    }
    Class.forName(arguments[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  private static void stop(AtomicBoolean signalled, int exitCode) {
    if (signalled.getAndSet(true)) {
      Runtime.getRuntime().halt(exitCode);
    }
    exit();
  }

  private static void orphaned() {
    exit();
    try {
      TimeUnit.SECONDS.sleep(ORPHAN_END_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ORPHAN_EXIT_CODE);
  }

  /** Exits in order, on another thread: that of a signal's handler has to be free for the next. */
  private static void exit() {
    Thread.ofPlatform().name("stop").start(() -> System.exit(0));
  }
}
