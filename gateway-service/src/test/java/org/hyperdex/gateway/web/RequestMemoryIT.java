package org.hyperdex.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.hyperdex.gateway.GatewayApplication;
import org.hyperdex.gateway.testing.Answer;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.hyperdex.gateway.testing.RunningGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway that has little memory for the bodies and answers of all its requests. */
@GatewayTest
class RequestMemoryIT {
  private static final String SPACE = "/v1/spaces/memory_it";
  private static final long MEMORY_BYTES = 4 << 20;

  /** With what is made of it, it takes most of that. */
  private static final int LARGE_BYTES = 450_000;

  private final ConfigurableApplicationContext application;
  private final RequestMemory memory;
  private final Rest rest;

  RequestMemoryIT(RunningGateway gateway) {
    application =
        SpringApplication.run(
            GatewayApplication.class,
            "--server.port=0",
            "--management.server.port=0",
            "--logging.level.org.hyperdex=warn",
            "--hyperdex.gateway.memory=" + MEMORY_BYTES + "B",
            "--hyperdex.gateway.coordinators=" + gateway.coordinators());
    memory = application.getBean(RequestMemory.class);
    rest =
        new Rest(
            application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    rest.addSpace(
        "space memory_it key k attributes string s create 2 partitions tolerate 0 failures");
  }

  @AfterAll
  void stop() {
    application.close();
  }

  @AfterEach
  void everythingIsGivenBack() {
    await().until(() -> memory.freeBytes() == MEMORY_BYTES);
  }

  private static String object(int bytes) {
    return "{\"s\": \"%s\"}".formatted("x".repeat(bytes));
  }

  /** A request whose body does not come. */
  private Socket announce(int bytes) throws IOException {
    Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), rest.port());
    String head =
        "PUT %s/objects/a HTTP/1.1\r\nHost: g\r\nContent-Type: application/json\r\n"
                .formatted(SPACE)
            + "Content-Length: %d\r\n\r\n{".formatted(bytes);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  @Test
  void aBodyForWhichThereIsNoMemoryIsRefusedUntilOthersHaveEnded() throws IOException {
    try (Socket slow = announce(LARGE_BYTES)) {
      await().until(() -> memory.freeBytes() < MEMORY_BYTES);
      Answer refused = rest.put(SPACE + "/objects/b", object(LARGE_BYTES));
      assertThat(refused.isRefusedWrite(429, "overloaded").get("detail").asString())
          .contains("no memory left");
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      rest.put(SPACE + "/objects/small", object(10)).is(201);
      assertThat(slow.isConnected()).isTrue();
    }
    await().until(() -> memory.freeBytes() == MEMORY_BYTES);
    rest.put(SPACE + "/objects/b", object(LARGE_BYTES)).is(201);
  }

  @Test
  void whatNeedsMoreThanThereIsIsCarriedOutAlone() {
    int bytes = 3 << 20;
    rest.put(SPACE + "/objects/large", object(bytes)).is(201);
    assertThat(rest.get(SPACE + "/objects/large").is(200).text().length()).isGreaterThan(bytes);
    rest.post(SPACE + "/search", "{}", "Accept", "application/json").is(200);
    assertThat(rest.post(SPACE + "/search", "{}").is(200).text()).contains("\"complete\":true");
  }

  @Test
  void aBatchOfLinesThatDoNotFitTogetherIsCarriedOutOneAfterTheOther() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      lines.append(
          "{\"key\": \"batch%d\", \"ops\": [{\"put\": %s}]}\n".formatted(i, object(200_000)));
    }
    Answer answer = rest.post(SPACE + "/batch", lines.toString()).is(200);
    assertThat(answer.text().lines().map(line -> line.replaceAll(".*\"status\":(\\d+).*", "$1")))
        .hasSize(30)
        .allMatch(status -> status.startsWith("20"));
  }

  @Test
  void anAnswerForWhichThereIsNoMemoryIsRefused() throws IOException {
    rest.put(SPACE + "/objects/answer", object(LARGE_BYTES)).is(201);
    try (Socket slow = announce(LARGE_BYTES)) {
      await().until(() -> memory.freeBytes() < MEMORY_BYTES / 2);
      Answer refused = rest.get(SPACE + "/objects/answer");
      refused.isProblem(429, "overloaded");
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      assertThat(slow.isConnected()).isTrue();
    }
  }
}
