package org.hyperdex.gateway.problems;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import org.hyperdex.client.GroupOperation;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.gateway.GatewayApplication;
import org.hyperdex.gateway.testing.Answer;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.hyperdex.gateway.testing.RunningGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * A gateway with a defect: whatever it has the servers do is done, and then it fails in a way that
 * nobody has thought of. It never says of a write that this was not applied.
 */
@GatewayTest
class UnexpectedFailuresIT {
  private static final String SPACE = "/v1/spaces/unexpected_it";
  private static final String ONE_MORE = "{\"ops\": [{\"atomic_add\": {\"i\": 1}}]}";

  private final Rest sound;
  private final RunningGateway gateway;
  private ConfigurableApplicationContext application;
  private Rest defective;

  UnexpectedFailuresIT(Rest sound, RunningGateway gateway) {
    this.sound = sound;
    this.gateway = gateway;
  }

  @BeforeAll
  void start() {
    sound.addSpace("space unexpected_it key k attributes int i");
    SpringApplication defect = new SpringApplication(GatewayApplication.class);
    defect.addInitializers(
        context -> context.getBeanFactory().addBeanPostProcessor(new FailsAfterwards()));
    application =
        defect.run(
            "--server.port=0",
            "--management.server.port=0",
            // Each failure would be logged with its stack.
            "--logging.level.org.hyperdex=off",
            "--hyperdex.gateway.coordinators=" + gateway.coordinators());
    defective =
        new Rest(
            application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
  }

  @AfterAll
  void stop() {
    application.close();
  }

  private static final class FailsAfterwards implements BeanPostProcessor {
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      return bean instanceof HyperDexClient client ? failing(client) : bean;
    }

    private static Object failing(HyperDexClient client) {
      return Proxy.newProxyInstance(
          HyperDexClient.class.getClassLoader(),
          new Class<?>[] {HyperDexClient.class},
          (proxy, method, arguments) -> {
            if (method.isDefault()) {
              // What it is made of fails.
              return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            Object result;
            try {
              result = method.invoke(client, arguments);
            } catch (InvocationTargetException e) {
              throw e.getCause();
            }
            switch (method.getName()) {
              case "write", "get", "count" -> ((CompletableFuture<?>) result).join();
              case "group" -> ((GroupOperation) result).await();
              default -> {
                return result;
              }
            }
            throw new IllegalStateException("planted");
          });
    }
  }

  private static void isUnknown(JsonNode problem) {
    assertThat(problem.path("outcome").asString()).isEqualTo("UNKNOWN");
  }

  private int stored(String key) {
    return sound.get(Rest.object("unexpected_it", key)).is(200).json().get("i").asInt();
  }

  @Test
  void aWriteThatMayHaveBeenSentIsOfUnknownEffect() {
    String object = Rest.object("unexpected_it", "one");
    isUnknown(defective.put(object, "{\"i\": 1}").isProblem(500, "internal"));
    assertThat(stored("one")).isEqualTo(1);
    isUnknown(defective.post(object, ONE_MORE).isProblem(500, "internal"));
    assertThat(stored("one")).isEqualTo(2);
    isUnknown(defective.delete(object).isProblem(500, "internal"));
    sound.get(object).is(404);
  }

  @Test
  void aGroupThatMayHaveBegunIsOfUnknownEffect() {
    sound.put(Rest.object("unexpected_it", "grouped"), "{\"i\": 7}").is(201);
    String all = "{\"where\": {\"i\": 7}, \"ops\": [{\"put\": {\"i\": 8}}]}";
    isUnknown(defective.post(SPACE + "/update", all).isProblem(500, "internal"));
    assertThat(stored("grouped")).isEqualTo(8);
  }

  @Test
  void eachLineOfABatchTellsItsOwnUnknownEffect() {
    String lines =
        """
        {"key": "line1", "ops": [{"put": {"i": 1}}]}
        {"key": "line2", "ops": [{"put": {"nothing": 1}}]}
        {"key": "line3", "ops": [{"put": {"i": 3}}]}
        """;
    Answer answer = defective.post(SPACE + "/batch", lines).is(200);
    assertThat(answer.lines())
        .extracting(line -> line.path("outcome").asString())
        .containsExactly("UNKNOWN", "NOT_APPLIED", "UNKNOWN");
    assertThat(stored("line1")).isEqualTo(1);
    assertThat(stored("line3")).isEqualTo(3);
  }

  @Test
  void aRepetitionUnderItsKeyIsNotCarriedOutAgain() {
    String object = Rest.object("unexpected_it", "counter");
    sound.put(object, "{\"i\": 1}").is(201);
    for (int i = 0; i < 2; i++) {
      Answer answer = defective.post(object, ONE_MORE, "Idempotency-Key", "unexpected");
      isUnknown(answer.isProblem(500, "internal"));
    }
    assertThat(stored("counter")).isEqualTo(2);
  }

  @Test
  void aReadHasNoOutcome() {
    Answer get = defective.get(Rest.object("unexpected_it", "nobody"));
    assertThat(get.isProblem(500, "internal").has("outcome")).isFalse();
    Answer count = defective.post(SPACE + "/count", "{}");
    assertThat(count.isProblem(500, "internal").has("outcome")).isFalse();
  }
}
