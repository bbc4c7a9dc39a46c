package org.hyperdex.core.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.core.schema.SpaceParser;
import org.junit.jupiter.api.Test;

class ListingTest {
  private static final Schema SCHEMA =
      SpaceParser.parse("space s key k attributes string colour, int size, list(int) parts")
          .schema();

  private static Optional<String> problem(Columns columns, int attribute, Position after) {
    Listing.Ordered ordered =
        new Listing.Ordered(new Ordering(attribute, false), Optional.of(after), 10);
    return new Listing(columns, Optional.of(ordered)).problem(SCHEMA);
  }

  @Test
  void columnsAreAscendingAndWithoutTheKey() {
    Columns columns = Columns.of(List.of(3, 0, 1, 3));
    assertThat(columns.positions()).contains(List.of(1, 3));
    assertThat(columns.column(1)).isZero();
    assertThat(columns.column(2)).isEqualTo(-1);
    assertThat(columns.column(3)).isEqualTo(1);
    assertThat(columns.with(2)).isEqualTo(Columns.of(List.of(1, 2, 3)));
    assertThat(Columns.ALL.with(2)).isEqualTo(Columns.ALL);
    assertThatThrownBy(() -> new Columns(Optional.of(List.of(2, 2))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Columns(Optional.of(List.of(0))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aProjectionHasTheColumnsAndNothingElse() {
    Bytes row = Row.of(List.of(Bytes.utf8("a"), Bytes.utf8("bb"), Bytes.utf8("c")));
    assertThat(Columns.of(List.of(1, 3)).of(row))
        .isEqualTo(Row.of(List.of(Bytes.utf8("a"), Bytes.utf8("c"))));
    assertThat(Columns.NONE.of(row)).isEqualTo(Row.of(List.of()));
    assertThat(Columns.ALL.of(row)).isSameAs(row);
  }

  @Test
  void descendingIsTheReverseOfAscending() {
    Position a = new Position(Bytes.utf8("1"), Bytes.utf8("x"));
    Position b = new Position(Bytes.utf8("1"), Bytes.utf8("y"));
    Position c = new Position(Bytes.utf8("2"), Bytes.utf8("a"));
    Ordering up = new Ordering(1, false);
    Ordering down = new Ordering(1, true);
    assertThat(List.of(c, a, b).stream().sorted(up)).containsExactly(a, b, c);
    assertThat(List.of(c, a, b).stream().sorted(down)).containsExactly(c, b, a);
  }

  @Test
  void whatMakesNoSenseForTheSchemaIsFound() {
    Position fine = new Position(Bytes.utf8("red"), Bytes.utf8("k"));
    assertThat(problem(Columns.ALL, 1, fine)).isEmpty();
    assertThat(problem(Columns.of(List.of(1)), 1, fine)).isEmpty();
    assertThat(problem(Columns.NONE, 1, fine)).isPresent();
    assertThat(problem(Columns.ALL, 2, fine)).as("an int is 8 bytes").isPresent();
    assertThat(problem(Columns.ALL, 3, fine)).as("lists have no order").isPresent();
    assertThat(problem(Columns.ALL, 4, fine)).isPresent();
    assertThat(problem(Columns.ALL, 0, fine)).as("a value beside the key").isPresent();
    assertThat(problem(Columns.NONE, 0, new Position(Bytes.EMPTY, Bytes.utf8("k")))).isEmpty();
    assertThat(new Listing(Columns.of(List.of(4)), Optional.empty()).problem(SCHEMA)).isPresent();
    assertThat(Listing.KEYS.problem(SCHEMA)).isEmpty();
  }
}
