package org.hyperdex.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Sends requests to the gateway. Headers are given as names and values in turn. */
public final class Rest {
  /** No request of a test takes longer; one that does has hung. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final int port;

  /** Requests to the gateway at that port of the loopback interface. */
  public Rest(int port) {
    this.port = port;
  }

  /** The path of an object whose key is written as {@code key}. */
  public static String object(String space, String key) {
    String encoded = URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
    return "/v1/spaces/" + space + "/objects/" + encoded;
  }

  /** Where the gateway listens on the loopback interface. */
  public int port() {
    return port;
  }

  public Answer get(String path, String... headers) {
    return send("GET", path, new byte[0], headers);
  }

  public Answer delete(String path, String... headers) {
    return send("DELETE", path, new byte[0], headers);
  }

  public Answer put(String path, String json, String... headers) {
    return json("PUT", path, json, headers);
  }

  public Answer post(String path, String json, String... headers) {
    return json("POST", path, json, headers);
  }

  public Answer patch(String path, String json, String... headers) {
    return json("PATCH", path, json, headers);
  }

  /** A text/plain body, as space descriptions are sent. */
  public Answer postText(String path, String text, String... headers) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return send("POST", path, body, with(headers, "Content-Type", "text/plain"));
  }

  /** Makes a space. */
  public void addSpace(String description) {
    Answer answer = postText("/v1/spaces", description);
    if (answer.status() != 201) {
      throw new AssertionError("the space was not made: " + answer);
    }
  }

  /** Any request at all; {@code body} goes out as it is. */
  public Answer send(String method, String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(PATIENCE)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Answer json(String method, String path, String json, String... headers) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    return send(method, path, body, with(headers, "Content-Type", "application/json"));
  }

  private static String[] with(String[] headers, String name, String value) {
    String[] all = new String[headers.length + 2];
    all[0] = name;
    all[1] = value;
    System.arraycopy(headers, 0, all, 2, headers.length);
    return all;
  }
}
