package org.hyperdex.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Reads single numbers from what a process tells Prometheus. */
final class Metrics {
  private Metrics() {}

  /**
   * The value of a series now.
   *
   * @param series its name with all its labels, as Prometheus writes it
   */
  static double value(int managementPort, String series) {
    URI address = URI.create("http://127.0.0.1:" + managementPort + "/actuator/prometheus");
    try (HttpClient http = HttpClient.newHttpClient()) {
      String text =
          http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
              .body();
      return text.lines()
          .filter(line -> line.startsWith(series + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no " + series + " in\n" + text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
