package org.hyperdex.systemtests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;

/** The Docker engine of this machine. */
final class Docker {
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final Duration PULL = Duration.ofMinutes(5);
  private static final Duration BUILD = Duration.ofMinutes(10);

  /** Names an image with a JDK to build with, if not the one that docker/Dockerfile takes. */
  private static final String JDK_IMAGE = "HYPERDEX_JDK_IMAGE";

  /** Names an image to run in, if not the one that docker/Dockerfile takes. */
  private static final String SYSTEM_IMAGE = "HYPERDEX_SYSTEM_IMAGE";

  private static final Program DOCKER = Program.of(Repository.ROOT, "docker");

  private Docker() {}

  /** Skips the test where no engine answers. */
  static void assumeEngine() {
    assumeTrue(Program.find("docker").isPresent(), "there is no program 'docker' here");
    assumeTrue(
        DOCKER.tryRun(ANSWER, "version").succeeded(),
        "no Docker engine answers here: start one, and see that 'docker version' works");
    assumeTrue(
        hasComposePlugin() || Program.find("docker-compose").isPresent(),
        "there is neither 'docker compose' nor 'docker-compose' here");
  }

  /** Builds the image {@code tag} as docker/README.md says. */
  static void build(String tag) {
    String jdk = baseImage(JDK_IMAGE, "eclipse-temurin:25-jdk");
    String system = baseImage(SYSTEM_IMAGE, "debian:bookworm-slim");
    DOCKER.run(
        BUILD,
        "build",
        "--file",
        "docker/Dockerfile",
        "--tag",
        tag,
        "--build-arg",
        "JDK=" + jdk,
        "--build-arg",
        "SYSTEM=" + system,
        ".");
  }

  private static String baseImage(String variable, String usual) {
    String image = System.getenv().getOrDefault(variable, usual);
    assumeTrue(
        DOCKER.tryRun(ANSWER, "image", "inspect", image).succeeded()
            || DOCKER.tryRun(PULL, "pull", "--quiet", image).succeeded(),
        "image " + image + " is not here and cannot be pulled: name another one by " + variable);
    return image;
  }

  /**
   * {@code docker compose} in whichever form it is here, for {@code project} made of {@code files}.
   */
  static Program compose(String project, List<String> files) {
    Program compose =
        hasComposePlugin()
            ? Program.of(Repository.ROOT, "docker", "compose")
            : Program.of(Repository.ROOT, "docker-compose");
    compose = compose.and("--project-name", project);
    for (String file : files) {
      compose = compose.and("--file", file);
    }
    return compose;
  }

  private static boolean hasComposePlugin() {
    return DOCKER.tryRun(ANSWER, "compose", "version").succeeded();
  }

  /** Runs a command of the engine's. */
  static String run(String... arguments) {
    return DOCKER.run(ANSWER, arguments);
  }

  /** What {@code format} makes of what the engine knows about {@code container}. */
  static String inspect(String container, String format) {
    return DOCKER.run(ANSWER, "inspect", "--format", format, container);
  }
}
