package org.hyperdex.test.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hyperdex.client.ClientOptions;
import org.hyperdex.client.Condition;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.SearchStream;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.query.Operator;
import org.hyperdex.test.EmbeddedHyperDexCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * G3 on real servers: objects that match all the time are found by every search and counted by
 * every count, while writers move them between the regions without a pause.
 */
@Timeout(120)
class MovingObjectsIT {
  private static final String SPACE =
      """
      space wanderers
      key name
      attributes int place
      subspace place
      create 8 partitions
      tolerate 1 failures
      """;

  private static final int OBJECTS = 200;
  private static final int MOVERS = 4;
  private static final int ROUNDS = 200;

  private static final Condition ANYWHERE =
      Condition.of("place", Operator.GREATER_EQUAL, new Value.Int(Long.MIN_VALUE));

  @Test
  void searchesAndCountsMissNothingThatMoves() throws Exception {
    try (EmbeddedHyperDexCluster cluster = EmbeddedHyperDexCluster.start(3, SPACE);
        HyperDexClient client =
            HyperDexClient.connect(
                ClientOptions.builder().coordinators(cluster.coordinators()).build());
        ExecutorService movers = Executors.newVirtualThreadPerTaskExecutor()) {
      SplittableRandom random = new SplittableRandom(1);
      for (int i = 0; i < OBJECTS; i++) {
        move(client, i, random);
      }
      AtomicBoolean over = new AtomicBoolean();
      List<Future<Long>> moves = new ArrayList<>();
      for (int mover = 0; mover < MOVERS; mover++) {
        SplittableRandom own = random.split();
        Callable<Long> task = () -> moveUntil(over, client, own);
        moves.add(movers.submit(task));
      }
      try {
        for (int round = 0; round < ROUNDS; round++) {
          assertThat(names(client)).as("round %d", round).hasSize(OBJECTS).doesNotHaveDuplicates();
          assertThat(client.count("wanderers", ANYWHERE).get(30, TimeUnit.SECONDS))
              .as("round %d", round)
              .isEqualTo(OBJECTS);
        }
      } finally {
        over.set(true);
      }
      long moved = 0;
      for (Future<Long> one : moves) {
        moved += one.get(30, TimeUnit.SECONDS);
      }
      assertThat(moved).isGreaterThan(ROUNDS);
    }
  }

  private static long moveUntil(AtomicBoolean over, HyperDexClient client, SplittableRandom random)
      throws Exception {
    long moves = 0;
    while (!over.get()) {
      move(client, random.nextInt(OBJECTS), random);
      moves++;
    }
    return moves;
  }

  /** Regions are slices of all integers: a random one is anywhere. */
  private static void move(HyperDexClient client, int object, SplittableRandom random)
      throws Exception {
    client
        .write(
            "wanderers",
            Value.Text.of("wanderer" + object),
            WriteOperation.put(Map.of("place", new Value.Int(random.nextLong()))))
        .get(30, TimeUnit.SECONDS);
  }

  private static List<Value> names(HyperDexClient client) {
    List<Value> names = new ArrayList<>();
    try (SearchStream search = client.search("wanderers", ANYWHERE)) {
      while (search.hasNext()) {
        names.add(search.next().key());
      }
    }
    return names;
  }
}
