package org.hyperdex.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.protocol.Explanation;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Evaluation;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Ordering;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.query.Regex;
import org.hyperdex.core.query.ValueRange;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With honest statistics the planner chooses what reads little. */
class PlannerTest {
  private static final int ROWS = 10_000;
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Attribute("id", AttributeType.INT),
              new Attribute("color", AttributeType.STRING),
              new Attribute("size", AttributeType.INT),
              new Attribute("tags", new AttributeType.SetOf(AttributeType.STRING)),
              new Attribute("price", AttributeType.FLOAT),
              new Attribute("doc", AttributeType.DOCUMENT)));
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int COLOR = 1;
  private static final int SIZE = 2;
  private static final int TAGS = 3;
  private static final int PRICE = 4;

  private final MemoryRegion region =
      new MemoryRegion(List.of(index(COLOR), index(SIZE), index(TAGS), index(PRICE)));

  private static IndexEntries index(int attribute) {
    return IndexEntries.of(SCHEMA, new Index(attribute, attribute, "", Index.State.READY));
  }

  @BeforeEach
  void fill() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < ROWS; i++) {
      Value.Scalar rare = Value.Text.of("tag" + random.nextInt(1_000));
      region.write(
          integer(i),
          Row.of(
              List.of(
                  Bytes.utf8("color" + i % 20),
                  integer(random.nextInt(30)),
                  ValueCodec.encode(
                      SCHEMA.attribute(TAGS).type(),
                      new Value.SetOf(List.of(rare, Value.Text.of("common")))),
                  ValueCodec.encode(AttributeType.FLOAT, new Value.Float(random.nextDouble(1_000))),
                  ValueCodec.zero(AttributeType.DOCUMENT))));
    }
    region.rowsRead = 0;
  }

  private static Bytes integer(long value) {
    return ValueCodec.encode(AttributeType.INT, new Value.Int(value));
  }

  private static Bytes real(double value) {
    return ValueCodec.encode(AttributeType.FLOAT, new Value.Float(value));
  }

  private Plan plan(Predicate predicate) {
    return Planner.choose(SCHEMA, region.indices(), predicate, region).plan();
  }

  private int rowsRead(Predicate predicate) {
    Plan plan = plan(predicate);
    try (PlanRun run = new PlanRun(region, Evaluation.of(SCHEMA, predicate), plan)) {
      while (run.step() != PlanRun.Step.END) {
        // The region counts.
      }
    }
    return region.rowsRead;
  }

  private static Check check(int attribute, Operator operator, Bytes argument) {
    return new Check(attribute, operator, argument);
  }

  @Test
  void aKeyIsLookedUpWhateverElseIsAsked() {
    Predicate predicate =
        Predicate.all(
            check(0, Operator.EQUAL, integer(77)),
            check(COLOR, Operator.EQUAL, Bytes.utf8("color17")));
    assertThat(plan(predicate)).isInstanceOf(Plan.Scan.class);
    assertThat(rowsRead(predicate)).isEqualTo(1);
  }

  @Test
  void aRareValueIsPicked() {
    Predicate predicate = Predicate.all(check(TAGS, Operator.CONTAINS, Bytes.utf8("tag5")));
    assertThat(plan(predicate)).isInstanceOf(Plan.Pick.class);
    assertThat(rowsRead(predicate)).isLessThan(30);
  }

  @Test
  void aPrefixIsPickedIfFewValuesHaveIt() {
    Predicate few = Predicate.all(check(COLOR, Operator.PREFIX, Bytes.utf8("color19")));
    assertThat(plan(few))
        .isInstanceOfSatisfying(
            Plan.Pick.class, pick -> assertThat(pick.index().index().id()).isEqualTo(COLOR));
    assertThat(rowsRead(few)).isEqualTo(ROWS / 20);
    assertThat(plan(Predicate.all(check(COLOR, Operator.PREFIX, Bytes.utf8("color")))))
        .isInstanceOf(Plan.Scan.class);
  }

  @Test
  void aWholeContainerIsPickedByItsRarestElement() {
    Bytes whole =
        ValueCodec.encode(
            SCHEMA.attribute(TAGS).type(),
            new Value.SetOf(List.of(Value.Text.of("tag5"), Value.Text.of("common"))));
    Predicate equal = Predicate.all(check(TAGS, Operator.EQUAL, whole));
    assertThat(plan(equal))
        .isInstanceOfSatisfying(
            Plan.Pick.class, pick -> assertThat(pick.index().index().id()).isEqualTo(TAGS));
    assertThat(rowsRead(equal)).isLessThan(30);
  }

  @Test
  void aNarrowRangeIsPickedAndAWideOneScanned() {
    assertThat(plan(Predicate.all(check(PRICE, Operator.LESS_THAN, real(10)))))
        .isInstanceOf(Plan.Pick.class);
    assertThat(plan(Predicate.all(check(PRICE, Operator.LESS_THAN, real(900)))))
        .isInstanceOf(Plan.Scan.class);
  }

  @Test
  void aValueThatMostHaveIsScannedFor() {
    assertThat(plan(Predicate.all(check(TAGS, Operator.CONTAINS, Bytes.utf8("common")))))
        .isInstanceOf(Plan.Scan.class);
  }

  @Test
  void valuesThatAreFrequentAloneAreIntersected() {
    Predicate predicate =
        Predicate.all(
            check(COLOR, Operator.EQUAL, Bytes.utf8("color3")),
            check(SIZE, Operator.EQUAL, integer(4)));
    assertThat(plan(predicate)).isInstanceOf(Plan.Intersect.class);
    assertThat(rowsRead(predicate)).isLessThan(40);
  }

  @Test
  void aPointIsNarrowedToTheKeysThatCanMatch() {
    Predicate predicate =
        Predicate.all(
            check(COLOR, Operator.EQUAL, Bytes.utf8("color3")),
            check(0, Operator.GREATER_EQUAL, integer(9_000)));
    assertThat(rowsRead(predicate)).isEqualTo(50);
  }

  @Test
  void alternativesAreLookedForOneByOneIfThatIsCheaper() {
    Predicate rare =
        Predicate.all(check(TAGS, Operator.CONTAINS, Bytes.utf8("tag5")))
            .or(Predicate.all(check(PRICE, Operator.LESS_THAN, real(1))));
    assertThat(plan(rare)).isInstanceOf(Plan.Union.class);
    assertThat(rowsRead(rare)).isLessThan(60);
    Predicate anything = rare.or(Predicate.TRUE);
    assertThat(plan(anything)).isInstanceOf(Plan.Scan.class);
  }

  @Test
  void aUnionCompilesARegularExpressionNotOnceForEachAlternative() {
    Check expression = check(COLOR, Operator.REGEX, Bytes.utf8("(a|b|c)".repeat(100)));
    List<List<Check>> alternatives = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      alternatives.add(List.of(check(SIZE, Operator.EQUAL, integer(1_000 + i)), expression));
    }
    Predicate predicate = new Predicate(alternatives);
    Plan plan = plan(predicate);
    assertThat(plan).isInstanceOf(Plan.Union.class);
    long one = allocated(() -> Regex.of(expression.argument()));
    long bound = allocated(() -> Evaluation.of(SCHEMA, predicate));
    assertThat(bound).as("bytes for all alternatives").isLessThan(5 * one);
    Evaluation evaluation = Evaluation.of(SCHEMA, predicate);
    assertThat(allocated(() -> new PlanRun(region, evaluation, plan))).isLessThan(one);
  }

  private static long allocated(Runnable action) {
    // The first time links and initialises.
    action.run();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    action.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void theSameCountIsAskedForOnce() {
    List<String> asked = new ArrayList<>();
    Statistics counting =
        new Statistics() {
          @Override
          public long rowsAbout(ValueRange keys) {
            asked.add("rows " + keys);
            return region.rowsAbout(keys);
          }

          @Override
          public long entriesAbout(long index, ValueRange range) {
            asked.add("entries " + index + " " + range);
            return region.entriesAbout(index, range);
          }
        };
    Check green = check(COLOR, Operator.EQUAL, Bytes.utf8("color3"));
    Predicate predicate =
        Predicate.all(green, check(SIZE, Operator.EQUAL, integer(4)))
            .or(Predicate.all(green, check(SIZE, Operator.EQUAL, integer(5))));
    OrderedPlanner.choose(
        SCHEMA, region.indices(), predicate, counting, new Ordering(SIZE, false), 3);
    assertThat(asked).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void listedValuesArePicked() {
    Check some = Check.in(PRICE, DocumentPath.ROOT, List.of(real(1), real(2), real(3)));
    assertThat(plan(Predicate.all(some))).isInstanceOf(Plan.Pick.class);
  }

  @Test
  void whatContradictsItselfReadsNothing() {
    Predicate predicate =
        Predicate.all(
            check(SIZE, Operator.EQUAL, integer(4)), check(SIZE, Operator.EQUAL, integer(5)));
    assertThat(plan(predicate)).isEqualTo(new Plan.Nothing());
    assertThat(rowsRead(predicate)).isZero();
  }

  @Test
  void aChoiceTellsWhatItWasMadeFrom() {
    Explanation explanation =
        Planner.choose(
                SCHEMA,
                region.indices(),
                Predicate.all(
                    check(COLOR, Operator.EQUAL, Bytes.utf8("color3")),
                    check(SIZE, Operator.EQUAL, integer(4))),
                region)
            .explained(0, 0, 0, 0);
    assertThat(explanation.considered())
        .contains(new Explanation.Weighed("scan", 10_004, "scan about 10000 rows, all there are"));
    assertThat(explanation.chosen().text())
        .contains("read about 17 rows that have entries in all of: index 2 (about 3");
  }
}
