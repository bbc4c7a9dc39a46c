package org.hyperdex.storage.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.index.IndexEntries;
import org.hyperdex.core.index.OrderedPlanner;
import org.hyperdex.core.index.Plan;
import org.hyperdex.core.index.PlanRun;
import org.hyperdex.core.index.Planner;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Evaluation;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Ordering;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.replication.StoreChange;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.core.schema.SpaceParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

/**
 * G3: index entries that are not true of their rows, or have none, change the result of no plan:
 * every match is found once.
 */
class FalseEntriesTest {
  private static final long REGION = 7;
  private static final int ROWS = 3_000;
  private static final int NAME = 1;
  private static final int NUMBER = 2;
  private static final int TAGS = 3;
  private static final Schema SCHEMA =
      SpaceParser.parse("space s key k attributes string name, int number, set(string) tags")
          .schema();
  private static final List<Index> INDICES = List.of(index(NAME), index(NUMBER), index(TAGS));

  @TempDir Path parent;
  private DataDirectory directory;
  private RocksStore store;
  private ShardRows rows;

  private static Index index(int attribute) {
    return new Index(attribute, attribute, "", Index.State.READY);
  }

  @BeforeEach
  void fill() throws RocksDBException {
    directory = DataDirectory.open(parent.resolve("data"));
    store = RocksStore.open(directory, StoreTuning.small());
    rows = store.shard(1, _ -> true);
    Region region =
        new Region(REGION, 1, List.of(0L), List.of(-1L), List.of(1L), OptionalLong.empty());
    Subspace keys = new Subspace(20, List.of(0), List.of(1), List.of(region));
    Space space = new Space(30, "s", SCHEMA, 0, 1, "", List.of(keys), INDICES);
    rows.indices()
        .configure(new Configuration("c", 1, false, List.of(), List.of(), List.of(space)));
    List<StoreChange> batch = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      batch.add(new StoreChange.PutRow(REGION, key(i), new StoredRow(new Version(1, i), row(i))));
    }
    rows.apply(batch);
    for (Index index : INDICES) {
      IndexEntries entries = IndexEntries.of(SCHEMA, index);
      for (int i = 0; i < ROWS; i++) {
        // Those of the values of its neighbours, and the last ones of rows that are not there.
        plant(index, entries.of(key(i + 1), row(i)));
        plant(index, entries.of(key(i + 7), row(i)));
      }
    }
  }

  private void plant(Index index, List<Bytes> entries) throws RocksDBException {
    for (Bytes entry : entries) {
      byte[] name = IndexKeys.entry(REGION, index.id(), entry);
      store.database().put(store.indices(), name, new byte[0]);
    }
  }

  @AfterEach
  void close() {
    rows.close();
    store.close();
    directory.close();
  }

  private static Bytes key(int i) {
    return Bytes.utf8("key%05d".formatted(i));
  }

  private static int name(int i) {
    return i % 20;
  }

  private static int number(int i) {
    return i % 100;
  }

  private static int tag(int i) {
    return i % 30;
  }

  private static Bytes row(int i) {
    Value.SetOf tags = new Value.SetOf(List.of(Value.Text.of("t" + tag(i)), Value.Text.of("all")));
    return Row.of(
        List.of(
            Bytes.utf8("name" + name(i)),
            integer(number(i)),
            ValueCodec.encode(SCHEMA.attribute(TAGS).type(), tags)));
  }

  private static Bytes integer(long value) {
    return ValueCodec.encode(AttributeType.INT, new Value.Int(value));
  }

  private static Check name(String name) {
    return new Check(NAME, Operator.EQUAL, Bytes.utf8(name));
  }

  private static Check number(Operator operator, long number) {
    return new Check(NUMBER, operator, integer(number));
  }

  private static Check tag(String tag) {
    return new Check(TAGS, Operator.CONTAINS, Bytes.utf8(tag));
  }

  private static List<Bytes> keys(IntPredicate matching) {
    return IntStream.range(0, ROWS).filter(matching).mapToObj(FalseEntriesTest::key).toList();
  }

  private void finds(Predicate predicate, Class<? extends Plan> kind, IntPredicate matching) {
    try (RowsSnapshot snapshot = rows.snapshot();
        SnapshotRegion region = snapshot.region(REGION)) {
      Plan plan = Planner.choose(SCHEMA, region.indices(), predicate, region).plan();
      assertThat(plan).isInstanceOf(kind);
      assertThat(found(region, predicate, plan))
          .containsExactlyInAnyOrderElementsOf(keys(matching));
    }
  }

  private static List<Bytes> found(SnapshotRegion region, Predicate predicate, Plan plan) {
    List<Bytes> found = new ArrayList<>();
    try (PlanRun run = new PlanRun(region, Evaluation.of(SCHEMA, predicate), plan)) {
      PlanRun.Step step = run.step();
      while (step != PlanRun.Step.END) {
        if (step == PlanRun.Step.MATCH) {
          found.add(run.key());
        }
        step = run.step();
      }
    }
    return found;
  }

  @Test
  void aRangeOfValuesFindsARowOnce() {
    finds(
        Predicate.all(number(Operator.GREATER_EQUAL, 40), number(Operator.LESS_EQUAL, 43)),
        Plan.Pick.class,
        i -> number(i) >= 40 && number(i) <= 43);
  }

  @Test
  void listedValuesFindARowOnce() {
    finds(
        Predicate.all(
            Check.in(NUMBER, DocumentPath.ROOT, List.of(integer(40), integer(41), integer(47)))),
        Plan.Pick.class,
        i -> number(i) == 40 || number(i) == 41 || number(i) == 47);
  }

  @Test
  void oneElementOfASetFindsARowOnce() {
    finds(Predicate.all(tag("t3")), Plan.Pick.class, i -> tag(i) == 3);
  }

  @Test
  void anIntersectionFindsARowOnce() {
    finds(Predicate.all(name("name3"), tag("t3")), Plan.Intersect.class, i -> i % 60 == 3);
  }

  @Test
  void aUnionFindsARowOnce() {
    finds(
        Predicate.all(number(Operator.EQUAL, 3)).or(Predicate.all(tag("t3"))),
        Plan.Union.class,
        i -> number(i) == 3 || tag(i) == 3);
  }

  @Test
  void aWalkInOrderFindsARowOnceAndAtItsPlace() {
    try (RowsSnapshot snapshot = rows.snapshot();
        SnapshotRegion region = snapshot.region(REGION)) {
      OrderedPlanner.Chosen chosen =
          OrderedPlanner.choose(
              SCHEMA, region.indices(), Predicate.TRUE, region, new Ordering(NUMBER, false), 5);
      assertThat(chosen.inOrder()).isTrue();
      List<Bytes> expected = new ArrayList<>();
      for (int number = 0; number < 100; number++) {
        int wanted = number;
        expected.addAll(keys(i -> number(i) == wanted));
      }
      assertThat(found(region, Predicate.TRUE, chosen.plan())).isEqualTo(expected);
    }
  }
}
