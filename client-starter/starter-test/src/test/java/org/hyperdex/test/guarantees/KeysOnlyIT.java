package org.hyperdex.test.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hyperdex.client.ClientOptions;
import org.hyperdex.client.Condition;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.SearchStream;
import org.hyperdex.client.StoredObject;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.test.EmbeddedHyperDexCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Objects of a space that has a key and nothing else. */
@Timeout(120)
class KeysOnlyIT {
  private static final String SPACE = "space words key word";
  private static final List<String> WORDS = List.of("ant", "antler", "bee", "");

  @Test
  void objectsOfAKeyAloneArePutFoundAndRemoved() throws Exception {
    try (EmbeddedHyperDexCluster cluster = EmbeddedHyperDexCluster.start(2, SPACE);
        HyperDexClient client =
            HyperDexClient.connect(
                ClientOptions.builder().coordinators(cluster.coordinators()).build())) {
      for (String word : WORDS) {
        assertThat(write(client, word, WriteOperation.put(Map.of()))).isEqualTo(Outcome.CREATED);
      }
      assertThat(write(client, "bee", WriteOperation.put(Map.of()))).isEqualTo(Outcome.OK);
      StoredObject bee =
          client.get("words", Value.Text.of("bee")).get(30, TimeUnit.SECONDS).orElseThrow();
      assertThat(bee.key()).isEqualTo(Value.Text.of("bee"));
      assertThat(found(client, Condition.ALL)).containsExactlyInAnyOrderElementsOf(WORDS);
      assertThat(found(client, Condition.prefix("word", "ant")))
          .containsExactlyInAnyOrder("ant", "antler");
      assertThat(count(client, Condition.equal("word", Value.Text.of("")))).isEqualTo(1);

      assertThat(write(client, "bee", WriteOperation.delete())).isEqualTo(Outcome.DELETED);
      assertThat(client.get("words", Value.Text.of("bee")).get(30, TimeUnit.SECONDS)).isEmpty();
      assertThat(count(client, Condition.ALL)).isEqualTo(WORDS.size() - 1);
    }
  }

  private static Outcome write(HyperDexClient client, String word, WriteOperation operation)
      throws Exception {
    return client
        .write("words", Value.Text.of(word), operation)
        .get(30, TimeUnit.SECONDS)
        .outcome();
  }

  private static long count(HyperDexClient client, Condition condition) throws Exception {
    return client.count("words", condition).get(30, TimeUnit.SECONDS);
  }

  private static List<String> found(HyperDexClient client, Condition condition) {
    List<String> words = new ArrayList<>();
    try (SearchStream search = client.search("words", condition)) {
      while (search.hasNext()) {
        words.add(((Value.Text) search.next().key()).bytes().toUtf8());
      }
    }
    return words;
  }
}
