package org.hyperdex.gateway.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.hyperdex.gateway.testing.RunningGateway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reader that is slow holds the servers up; one that goes away frees everything. */
@GatewayTest
class SlowReaderIT {
  private static final int OBJECTS = 350;
  private static final int OBJECT_BYTES = 200_000;
  private static final String SPACE = "/v1/spaces/slow_it";

  private final Rest rest;
  private final RunningGateway gateway;

  SlowReaderIT(Rest rest, RunningGateway gateway) {
    this.rest = rest;
    this.gateway = gateway;
  }

  @BeforeAll
  void fill() {
    rest.addSpace(
        "space slow_it key int k attributes string s create 4 partitions tolerate 1 failures");
    String text = "x".repeat(OBJECT_BYTES);
    for (int k = 0; k < OBJECTS; k++) {
      rest.put(SPACE + "/objects/" + k, "{\"s\": \"%s\"}".formatted(text)).is(201);
    }
  }

  private Socket search(String body) throws IOException {
    return post("search", "*/*", body);
  }

  private Socket post(String operation, String accept, String body) throws IOException {
    Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), gateway.port());
    socket.setReceiveBufferSize(16 << 10);
    String request =
        """
        POST %s/%s HTTP/1.1\r
        Host: gateway\r
        Accept: %s\r
        X-Timeout: 5m\r
        Content-Type: application/json\r
        Content-Length: %d\r
        Connection: close\r
        \r
        %s\
        """
            .formatted(SPACE, operation, accept, body.length(), body);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return socket;
  }

  /** What matches nothing, and takes minutes to find that out. */
  private static final String SLOW = "\"where\": {\"s\": {\"regex\": \"(x?x?x?x?){40}y$\"}}";

  @ParameterizedTest
  @CsvSource({
    "count, ''",
    "search, ''",
    "delete, ''",
    "update, ', \"ops\": [{\"put\": {\"s\": \"\"}}]'"
  })
  void aCallerThatGoesWhileNothingIsFoundEndsWhatItHasAskedFor(String operation, String more)
      throws IOException {
    try (Socket socket = post(operation, "application/json", "{" + SLOW + more + "}")) {
      await().until(() -> gateway.searchesRunning() > 0);
      // It is there, so the servers go on: one look of the gateway's passes at least.
      socket.setSoTimeout(500);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(gateway.searchesRunning()).isPositive();
    }
    await().until(() -> gateway.searchesRunning() == 0);
  }

  /** Until the servers stop: nothing has been read from their disks for a while. */
  private long rowsWhenStalled() {
    long[] last = {-1};
    await()
        .pollInterval(Duration.ofMillis(300))
        .until(() -> {
          long before = last[0];
          last[0] = gateway.rowsScanned();
          return before == last[0];
        });
    return last[0];
  }

  @Test
  void aReaderThatStopsHoldsTheServersUpAndFreesThemWhenItGoes() throws IOException {
    for (String body : new String[] {"{}", "{\"sort\": \"k\", \"order\": \"desc\"}"}) {
      long before = gateway.rowsScanned();
      try (Socket socket = search(body)) {
        InputStream in = socket.getInputStream();
        assertThat(in.readNBytes(OBJECT_BYTES)).hasSize(OBJECT_BYTES);
        long stalled = rowsWhenStalled();
        if (body.equals("{}")) {
          assertThat(stalled - before).as("rows read for a reader that waits").isLessThan(OBJECTS);
        }
        assertThat(gateway.searchesRunning()).isPositive();
      }
      await().until(() -> gateway.searchesRunning() == 0);
    }
  }

  @Test
  void aReaderThatIsSlowGetsEverything() throws IOException {
    try (Socket socket = search("{}")) {
      InputStream in = socket.getInputStream();
      in.readNBytes(OBJECT_BYTES);
      rowsWhenStalled();
      // With less room than the network's packets have, each waits for a timer.
      socket.setReceiveBufferSize(1 << 20);
      String rest = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(rest).contains("{\"$end\":{\"count\":350,\"complete\":true}}");
    }
    await().until(() -> gateway.searchesRunning() == 0);
  }

  @Test
  void anAnswerInOnePieceIsNotLongerThanIsAllowed() {
    rest.post(SPACE + "/search", "{\"limit\": 10}", "Accept", "application/json").is(200);
    // All of them have 70 MB.
    rest.post(SPACE + "/search", "{}", "Accept", "application/json").isProblem(413, "too-large");
    await().until(() -> gateway.searchesRunning() == 0);
  }
}
