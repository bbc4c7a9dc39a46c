package org.hyperdex.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Ordering;
import org.hyperdex.core.query.Position;
import org.hyperdex.core.query.Predicate;
import org.junit.jupiter.api.Test;

class SearchCursorTest {
  private static final Predicate RED =
      Predicate.all(List.of(new Check(1, Operator.EQUAL, Bytes.utf8("red"))));
  private static final Ordering BY_SIZE = new Ordering(2, true);
  private static final Position PLACE = new Position(Bytes.utf8("x"), Bytes.utf8("key"));

  @Test
  void theTextIsReadBack() {
    for (int seed = 0; seed < 500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Position place = new Position(bytes(random), bytes(random));
      SearchCursor cursor = SearchCursor.of(random.nextLong(), RED, BY_SIZE, place);
      assertThat(SearchCursor.parse(cursor.text())).as("seed %d", seed).contains(cursor);
    }
  }

  private static Bytes bytes(SplittableRandom random) {
    byte[] array = new byte[random.nextInt(40)];
    random.nextBytes(array);
    return Bytes.wrap(array);
  }

  /** Cursors are kept by applications: those of older versions must be read. */
  @Test
  void theFormIsStable() {
    assertThat(SearchCursor.of(7, RED, BY_SIZE, PLACE).text())
        .isEqualTo(
            SearchCursor.parse(SearchCursor.of(7, RED, BY_SIZE, PLACE).text()).orElseThrow().text())
        .startsWith("AQAAAAAAAAAH");
  }

  @Test
  void anyChangeIsNoticed() {
    byte[] array = Base64.getUrlDecoder().decode(SearchCursor.of(7, RED, BY_SIZE, PLACE).text());
    for (int i = 0; i < array.length; i++) {
      byte[] changed = array.clone();
      changed[i] ^= 1;
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
      assertThat(SearchCursor.parse(text)).as("byte %d", i).isEmpty();
    }
    for (String text : new String[] {"", "AQ", "not base64!", "AAAA".repeat(20)}) {
      assertThat(SearchCursor.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void itIsOfItsSearchOnly() {
    SearchCursor cursor = SearchCursor.of(7, RED, BY_SIZE, PLACE);
    assertThat(cursor.isOf(RED, BY_SIZE)).isTrue();
    assertThat(cursor.isOf(RED, new Ordering(2, false))).isFalse();
    assertThat(cursor.isOf(RED, new Ordering(1, true))).isFalse();
    assertThat(cursor.isOf(Predicate.TRUE, BY_SIZE)).isFalse();
    assertThat(cursor.isOf(RED.or(RED), BY_SIZE)).isFalse();
    Check other = new Check(1, Operator.GREATER_EQUAL, Bytes.utf8("red"));
    assertThat(cursor.isOf(Predicate.all(List.of(other)), BY_SIZE)).isFalse();
  }
}
