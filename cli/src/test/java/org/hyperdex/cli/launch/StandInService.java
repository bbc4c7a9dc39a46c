package org.hyperdex.cli.launch;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * What stands in for a service: prints its settings, says that it is ready, and prints when it
 * stops. What a file in its data directory is called tells it to behave otherwise: {@code fail} to
 * end at once, {@code unready} never to be ready, {@code stubborn} not to end in order.
 */
public final class StandInService {
  private StandInService() {}

  /** Runs until the process is ended. */
  public static void run(String name, String... arguments) throws Exception {
    System.out.println("started " + name + " " + String.join(" ", arguments));
    Optional<Path> data = setting(arguments, "hyperdex." + name + ".data").map(Path::of);
    if (data.isPresent()) {
      Files.createDirectories(data.get());
    }
    if (told(data, "fail")) {
      System.out.println("the reason why");
      System.exit(3);
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              System.out.println("stopped " + Instant.now());
              if (told(data, "stubborn")) {
                forever();
              }
            }));
    int status = told(data, "unready") ? 503 : 200;
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(
                InetAddress.getLoopbackAddress(), managementPort(name, arguments)),
            0);
    server.createContext(
        "/actuator/health/readiness",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    forever();
  }

  private static int managementPort(String name, String... arguments) {
    return setting(arguments, "management.server.port")
        .map(Integer::parseInt)
        .orElseGet(() ->
            Integer.parseInt(setting(arguments, "hyperdex." + name + ".port").orElseThrow())
                + 2000);
  }

  private static Optional<String> setting(String[] arguments, String name) {
    String start = "--" + name + "=";
    return Arrays.stream(arguments)
        .filter(argument -> argument.startsWith(start))
        .map(argument -> argument.substring(start.length()))
        .findFirst();
  }

  private static boolean told(Optional<Path> data, String what) {
    return data.filter(folder -> Files.exists(folder.resolve(what))).isPresent();
  }

  private static void forever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
