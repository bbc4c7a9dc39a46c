package org.hyperdex.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.hyperdex.core.data.ValueException.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A row keeps its columns apart, and no bytes from outside can make it mix them up. */
class RowTest {
  @Test
  void everyColumnIsReadBack() {
    Values values = new Values(1);
    for (int i = 0; i < 2_000; i++) {
      List<Bytes> columns = columns(values);
      Bytes row = Row.of(columns);
      assertThat(Row.hasColumns(row, columns.size())).isTrue();
      assertThat(columnsOf(row, columns.size())).isEqualTo(columns);
    }
  }

  @Test
  void replacedColumnsChangeAndNoOthers() {
    Values values = new Values(2);
    for (int i = 0; i < 2_000; i++) {
      List<Bytes> columns = columns(values);
      List<Bytes> expected = new ArrayList<>(columns);
      int[] replaced = new int[columns.isEmpty() ? 0 : values.below(5)];
      Bytes[] replacements = new Bytes[replaced.length];
      for (int r = 0; r < replaced.length; r++) {
        replaced[r] = values.below(columns.size());
        replacements[r] = values.bytes(20);
        expected.set(replaced[r], replacements[r]);
      }
      Bytes row = Row.of(columns);
      assertThat(Row.with(row, replaced, replacements)).isEqualTo(Row.of(expected));
      assertThat(row).isEqualTo(Row.of(columns));
    }
  }

  @Test
  void aColumnIsComparedAsIfItStoodAlone() {
    Values values = new Values(3);
    for (int i = 0; i < 5_000; i++) {
      List<Bytes> columns = columns(values);
      Bytes row = Row.of(columns);
      for (int c = 0; c < columns.size(); c++) {
        Bytes argument = values.below(3) == 0 ? columns.get(c) : values.bytes(4);
        assertThat(Integer.signum(Row.compareColumn(row, c, argument)))
            .isEqualTo(Integer.signum(columns.get(c).compareTo(argument)));
      }
    }
  }

  @Test
  void damagedRowsAreRefusedOrStillTheRowOfTheirColumns() {
    Values values = new Values(4);
    int refused = 0;
    int rounds = 20_000;
    for (int i = 0; i < rounds; i++) {
      List<Bytes> columns = columns(values);
      Bytes damaged = values.damaged(Row.of(columns));
      if (Row.hasColumns(damaged, columns.size())) {
        assertThat(Row.of(columnsOf(damaged, columns.size()))).isEqualTo(damaged);
      } else {
        refused++;
      }
    }
    assertThat(refused).isBetween(1, rounds - 1);
  }

  @Test
  void everyTruncationAndContinuationIsRefused() {
    Values values = new Values(5);
    for (int i = 0; i < 200; i++) {
      List<Bytes> columns = columns(values);
      byte[] row = Row.of(columns).array();
      for (int length = 0; length < row.length + 5; length++) {
        assertThat(Row.hasColumns(Bytes.wrap(Arrays.copyOf(row, length)), columns.size()))
            .as("%d of %d bytes", length, row.length)
            .isEqualTo(length == row.length);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "010000, 0, true",
    "010000, 1, false",
    "010000, 65536, false",
    "010000, -1, false",
    "000000, 0, false", // format 0
    "020000, 0, false", // format 2
    "01000200000001000000026162, 2, true",
    "01000200000001000000026162, 1, false",
    "01000200000001000000026162, 3, false",
    "01000200000002000000016162, 2, false", // ends descend
    "01000200000001000000036162, 2, false", // beyond the end
    "01000200000001000000016162, 2, false", // a byte that belongs to no column
    "0100020000000180000000 6162, 2, false", // negative
    "010002ffffffff000000026162, 2, false",
    "0100027fffffff000000026162, 2, false", // overflows
    "010002000000017fffffff6162, 2, false",
    "01ffff, 65535, false" // no room for the ends it announces
  })
  void onlyAWellFormedRowHasColumns(String hex, int columns, boolean expected) {
    Bytes row = Bytes.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    assertThat(Row.hasColumns(row, columns)).isEqualTo(expected);
  }

  @Test
  void aColumnThatTheRowDoesNotHaveIsNotReadFromElsewhere() {
    Bytes row = Row.of(List.of(Bytes.utf8("abcdefgh"), Bytes.utf8("ijklmnop")));
    for (int column : new int[] {-1, 2, 3, 100}) {
      assertThatThrownBy(() -> Row.column(row, column))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> Row.compareColumn(row, column, Bytes.EMPTY))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> Row.with(row, new int[] {column}, new Bytes[] {Bytes.EMPTY}))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void aRowMayBeAsLargeAsTheLimitAndNoLarger() {
    // Three bytes of header and one end.
    Bytes most = Bytes.wrap(new byte[Row.MAX_BYTES - 7]);
    Bytes tooMuch = Bytes.wrap(new byte[Row.MAX_BYTES - 6]);
    assertThat(Row.hasColumns(Row.of(List.of(most)), 1)).isTrue();
    assertThatThrownBy(() -> Row.of(List.of(tooMuch)))
        .isInstanceOfSatisfying(
            ValueException.class, e -> assertThat(e.problem()).isEqualTo(Problem.TOO_LARGE));
    byte[] oversized = new byte[Row.MAX_BYTES + 1];
    oversized[0] = 1;
    BigEndian.putShort(oversized, 1, 1);
    BigEndian.putInt(oversized, 3, oversized.length - 7);
    assertThat(Row.hasColumns(Bytes.wrap(oversized), 1)).isFalse();
    Bytes small = Row.of(List.of(Bytes.EMPTY));
    assertThatThrownBy(() -> Row.with(small, new int[] {0}, new Bytes[] {tooMuch}))
        .isInstanceOfSatisfying(
            ValueException.class, e -> assertThat(e.problem()).isEqualTo(Problem.TOO_LARGE));
  }

  @Test
  void aRowHasAtMost65535Columns() {
    assertThat(Row.hasColumns(Row.of(Collections.nCopies(65_535, Bytes.EMPTY)), 65_535)).isTrue();
    assertThatThrownBy(() -> Row.of(Collections.nCopies(65_536, Bytes.EMPTY)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void comparingAColumnAllocatesNothing() {
    Bytes row = Row.of(List.of(Bytes.utf8("abc"), Bytes.utf8("abd")));
    Bytes argument = Bytes.utf8("abcd");
    int[] sum = new int[1];
    assertThat(Allocation.bytesPerCall(() -> sum[0] += Row.compareColumn(row, 1, argument)))
        .isZero();
    assertThat(Allocation.bytesPerCall(() -> sum[0] += Row.hasColumns(row, 2) ? 1 : 0)).isZero();
  }

  private static List<Bytes> columns(Values values) {
    List<Bytes> columns = new ArrayList<>();
    for (int i = values.below(6); i > 0; i--) {
      columns.add(values.encoded(values.type()));
    }
    return columns;
  }

  private static List<Bytes> columnsOf(Bytes row, int count) {
    List<Bytes> columns = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      columns.add(Row.column(row, c));
    }
    return columns;
  }
}
