package org.hyperdex.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.index.OrderedPlanner.Chosen;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Ordering;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.query.ValueRange;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.core.schema.SpaceParser;
import org.junit.jupiter.api.Test;

class OrderedPlannerTest {
  private static final Schema SCHEMA =
      SpaceParser.parse("space s key k attributes int age, string city").schema();
  private static final Ordering BY_AGE = new Ordering(1, false);

  /** A region of 10,000 rows, in which every single value has 10 entries. */
  private static final Statistics ROWS =
      new Statistics() {
        @Override
        public long rowsAbout(ValueRange keys) {
          return 10_000;
        }

        @Override
        public long entriesAbout(long index, ValueRange range) {
          return range.lower().length() > 0 && range.upper().isPresent() ? 10 : 10_000;
        }
      };

  private static IndexEntries index(int attribute) {
    return IndexEntries.of(SCHEMA, new Index(attribute, attribute, "", Index.State.READY));
  }

  private static Chosen choose(List<IndexEntries> indices, Predicate what, Ordering by, int rows) {
    return OrderedPlanner.choose(SCHEMA, indices, what, ROWS, by, rows);
  }

  private static Predicate age(Operator operator) {
    return Predicate.all(
        new Check(1, operator, ValueCodec.encode(AttributeType.INT, new Value.Int(7))));
  }

  @Test
  void aScanIsInTheOrderOfKeys() {
    Chosen chosen = choose(List.of(), Predicate.TRUE, Ordering.BY_KEY, 10);
    assertThat(chosen.plan()).isInstanceOf(Plan.Scan.class);
    assertThat(chosen.inOrder()).isTrue();
    assertThat(choose(List.of(), Predicate.TRUE, new Ordering(0, true), 10).inOrder()).isFalse();
    assertThat(choose(List.of(), Predicate.TRUE, BY_AGE, 10).inOrder()).isFalse();
  }

  @Test
  void aFewRowsAreWalkedTo() {
    Chosen chosen = choose(List.of(index(1)), Predicate.TRUE, BY_AGE, 10);
    assertThat(chosen.plan()).isInstanceOf(Plan.Pick.class);
    assertThat(chosen.inOrder()).isTrue();
  }

  @Test
  void manyRowsAreScanned() {
    Chosen chosen = choose(List.of(index(1)), Predicate.TRUE, BY_AGE, 5_000);
    assertThat(chosen.plan()).isInstanceOf(Plan.Scan.class);
    assertThat(chosen.inOrder()).isFalse();
  }

  @Test
  void nothingIsWalkedBackwardsNorByCutOffValues() {
    assertThat(choose(List.of(index(1)), Predicate.TRUE, new Ordering(1, true), 10).inOrder())
        .isFalse();
    assertThat(choose(List.of(index(2)), Predicate.TRUE, new Ordering(2, false), 10).inOrder())
        .isFalse();
  }

  @Test
  void aFewMatchesAreFoundAndSorted() {
    Chosen chosen = choose(List.of(index(1)), age(Operator.EQUAL), Ordering.BY_KEY, 100);
    assertThat(chosen.plan()).isInstanceOf(Plan.Pick.class);
    assertThat(chosen.inOrder()).isFalse();
  }
}
