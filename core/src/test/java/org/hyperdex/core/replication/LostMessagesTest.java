package org.hyperdex.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hyperdex.core.protocol.ClientRequest.Write;
import org.hyperdex.core.protocol.OperationId;
import org.junit.jupiter.api.Test;

/** Messages that a broken link loses, while newer ones pass before the sender knows of it. */
class LostMessagesTest {
  /**
   * Created again, an object must not make a replica believe that it has had what it was before.
   */
  @Test
  void aCreationDoesNotOvertakeTheRemovalBeforeIt() {
    Things things = new Things(List.of(1L, 2L), List.of(1L));
    Cluster cluster = new Cluster();
    cluster.start(1);
    cluster.start(2);
    cluster.configure(things.configuration(), 1, 2);
    List<Write> writes =
        List.of(
            things.paint("ball", "red"),
            things.paint("ball", "red"),
            things.remove("ball"),
            things.paint("ball", "red"));

    cluster.ask(1, writes.getFirst());
    cluster.lose(1, 2);
    writes.subList(1, 4).forEach(write -> cluster.ask(1, write));
    cluster.run();
    assertThat(cluster.answers(writes.getLast().requestId())).isEmpty();
    cluster.breakLink(1, 2);
    cluster.run();

    Set<OperationId> known = new HashSet<>();
    cluster.disk(2).outcomes(things.keyRegion("ball"), record -> known.add(record.operation()));
    assertThat(known).containsAll(writes.stream().map(Write::operation).toList());
    assertThat(writes).allMatch(write -> cluster.answer(write.requestId()) != null);
  }
}
