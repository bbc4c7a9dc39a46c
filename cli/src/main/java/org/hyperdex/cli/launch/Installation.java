package org.hyperdex.cli.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hyperdex.cli.CommandFailure;
import org.hyperdex.cli.process.ServiceMain;

/**
 * Where the built programs are, as {@code bin/build-dist} lays them out.
 *
 * @param programs a folder {@code <service>} for each service, with its jar, {@code launch.jar} and
 *     perhaps a start-up cache
 * @param flags a file {@code <service>.jvm} for each service
 * @param javaHome the JDK to run them
 */
public record Installation(Path programs, Path flags, Path javaHome) {
  private static final String PROGRAMS = "hyperdex.dist";
  private static final String FLAGS = "hyperdex.internal";
  private static final String EXTRA_FLAGS = "HYPERDEX_JAVA_OPTS";
  private static final String RELEASE = "release";

  /** The installation this process was started from by {@code bin/hyperdex}. */
  public static Installation ofProcess() {
    String programs = System.getProperty(PROGRAMS);
    String flags = System.getProperty(FLAGS);
    if (programs == null || flags == null) {
      throw new CommandFailure(
          "NOT_INSTALLED", "where the programs are is not known: start this by bin/hyperdex");
    }
    return new Installation(
        Path.of(programs), Path.of(flags), Path.of(System.getProperty("java.home")));
  }

  /**
   * The command line that runs {@code service}.
   *
   * @param settings Spring properties, each {@code --name=value}
   * @param ofParent whether it is to end with the process that starts it
   */
  public List<String> commandLine(Service service, List<String> settings, boolean ofParent) {
    Path folder = folder(service);
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin").resolve("java").toString());
    command.add("@" + flags.resolve(service.id() + ".jvm"));
    Path cache = folder.resolve(service.id() + ".aot");
    if (Files.exists(cache) && madeByThisJdk(folder)) {
      command.add("-XX:AOTCache=" + cache);
    }
    if (ofParent) {
      command.add("-D" + ServiceMain.STOP_WITH_PARENT + "=true");
    }
    String extra = System.getenv(EXTRA_FLAGS);
    if (extra != null && !extra.isBlank()) {
      command.addAll(Arrays.asList(extra.strip().split("\\s+")));
    }
    command.add("-cp");
    command.add(
        folder.resolve(service.id() + ".jar")
            + System.getProperty("path.separator")
            + folder.resolve("launch.jar"));
    command.add(ServiceMain.class.getName());
    command.add(service.mainClass());
    command.addAll(settings);
    return command;
  }

  /** The real folder: the name may lead to another one after the next build. */
  private Path folder(Service service) {
    Path folder = programs.resolve(service.id());
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw new CommandFailure(
          "NOT_INSTALLED", "there is no program in " + folder + ": run bin/build-dist");
    }
  }

  /** A cache is of use only to the JVM that made it; any other would say so at every start. */
  private boolean madeByThisJdk(Path folder) {
    try {
      return Files.mismatch(folder.resolve(RELEASE), javaHome.resolve(RELEASE)) < 0;
    } catch (IOException e) {
      return false;
    }
  }
}
