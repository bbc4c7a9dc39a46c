package org.hyperdex.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.hyperdex.core.data.Bytes;
import org.junit.jupiter.api.Test;

class KeySetTest {
  @Test
  void agreesWithASetOfObjects() {
    Random random = new Random(1);
    KeySet keys = new KeySet(ByteBudget.UNLIMITED);
    Set<Bytes> model = new HashSet<>();
    for (int i = 0; i < 200_000; i++) {
      // Short keys collide often, the empty one included.
      byte[] key = new byte[random.nextInt(4)];
      random.nextBytes(key);
      assertThat(keys.add(Bytes.wrap(key)))
          .isEqualTo(model.add(Bytes.wrap(key)) ? KeySet.Added.ADDED : KeySet.Added.KNOWN);
    }
    assertThat(keys.size()).isEqualTo(model.size());
  }

  @Test
  void tellsKeysOfOneHashApart() {
    KeySet keys = new KeySet(ByteBudget.UNLIMITED);

    // "Aa" and "BB" have one hash, and so have all words made of the two.
    for (int word = 0; word < 1024; word++) {
      StringBuilder key = new StringBuilder();
      for (int bit = 0; bit < 10; bit++) {
        key.append((word & 1 << bit) == 0 ? "Aa" : "BB");
      }
      assertThat(keys.add(Bytes.utf8(key.toString()))).isEqualTo(KeySet.Added.ADDED);
      assertThat(keys.add(Bytes.utf8(key.toString()))).isEqualTo(KeySet.Added.KNOWN);
    }
  }

  @Test
  void takesNoMoreThanItsBudgetAndGivesAllOfItBack() {
    CountedBytes budget = new CountedBytes(1 << 20);
    KeySet keys = new KeySet(budget);
    int added = 0;
    while (keys.add(Bytes.utf8("key " + added)) == KeySet.Added.ADDED) {
      added++;
      assertThat(budget.takenBytes()).isEqualTo(keys.heldBytes()).isLessThanOrEqualTo(1 << 20);
    }

    assertThat(added).isEqualTo(keys.size()).isPositive();
    // What did not fit has changed nothing.
    assertThat(keys.contains(Bytes.utf8("key " + added))).isFalse();
    assertThat(keys.contains(Bytes.utf8("key " + (added - 1)))).isTrue();

    keys.release();
    assertThat(budget.takenBytes()).isZero();
    assertThat(keys.contains(Bytes.utf8("key 0"))).isFalse();
    assertThat(keys.add(Bytes.utf8("key 0"))).isEqualTo(KeySet.Added.ADDED);
  }

  @Test
  void holdsKeysLargerThanItsChunks() {
    KeySet keys = new KeySet(ByteBudget.UNLIMITED);
    byte[] large = new byte[3 << 20];
    large[large.length - 1] = 1;

    assertThat(keys.add(Bytes.wrap(new byte[3 << 20]))).isEqualTo(KeySet.Added.ADDED);
    assertThat(keys.add(Bytes.wrap(large))).isEqualTo(KeySet.Added.ADDED);
    assertThat(keys.add(Bytes.wrap(large.clone()))).isEqualTo(KeySet.Added.KNOWN);
  }
}
