package org.hyperdex.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.junit.jupiter.api.Test;

/** Writes that come so close together that one turn decides them all. */
class OneTurnTest {
  private static final int ROUNDS = 200;
  private static final int WRITES = 8;

  /** In a chain of one, a removal commits as the turn ends, and what waits for it goes on then. */
  @Test
  void objectsAreRemovedAndCreatedAgain() {
    Random random = new Random(1);
    for (int round = 0; round < ROUNDS; round++) {
      Things things = Things.byKeyOnly(List.of(1L));
      Cluster cluster = new Cluster();
      cluster.start(1);
      cluster.configure(things.configuration(), 1);
      cluster.turn(1, shard -> shard.lease(Long.MAX_VALUE));
      List<ClientRequest.Write> writes = new ArrayList<>();
      List<Outcome> expected = new ArrayList<>();
      boolean there = false;
      for (int i = 0; i < WRITES; i++) {
        boolean removes = random.nextBoolean();
        writes.add(removes ? things.remove("ball") : things.paint("ball", "red"));
        expected.add(
            removes
                ? there ? Outcome.DELETED : Outcome.NOT_FOUND
                : there ? Outcome.OK : Outcome.CREATED);
        there = !removes;
      }
      cluster.turn(1, shard -> writes.forEach(write -> shard.receive(write.requestId(), write)));
      cluster.run();

      assertThat(writes)
          .extracting(write ->
              cluster.answer(write.requestId()) instanceof WriteResult result
                  ? result.outcome()
                  : null)
          .as("round %d", round)
          .isEqualTo(expected);
      assertThat(cluster.disk(1).read(things.keyRegion("ball"), Bytes.utf8("ball")) != null)
          .as("round %d", round)
          .isEqualTo(there);
      assertThat(cluster.shard(1).pendingWrites()).isZero();
    }
  }
}
