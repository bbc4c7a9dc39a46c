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
    KeySet keys = new KeySet();
    Set<Bytes> model = new HashSet<>();
    for (int i = 0; i < 200_000; i++) {
      // Short keys collide often, the empty one included.
      byte[] key = new byte[random.nextInt(4)];
      random.nextBytes(key);
      assertThat(keys.add(Bytes.wrap(key))).isEqualTo(model.add(Bytes.wrap(key)));
    }
    assertThat(keys.size()).isEqualTo(model.size());
  }

  @Test
  void tellsKeysOfOneHashApart() {
    KeySet keys = new KeySet();

    // "Aa" and "BB" have one hash, and so have all words made of the two.
    for (int word = 0; word < 1024; word++) {
      StringBuilder key = new StringBuilder();
      for (int bit = 0; bit < 10; bit++) {
        key.append((word & 1 << bit) == 0 ? "Aa" : "BB");
      }
      assertThat(keys.add(Bytes.utf8(key.toString()))).isTrue();
      assertThat(keys.add(Bytes.utf8(key.toString()))).isFalse();
    }
  }

  @Test
  void holdsKeysLargerThanItsChunks() {
    KeySet keys = new KeySet();
    byte[] large = new byte[3 << 20];
    large[large.length - 1] = 1;

    assertThat(keys.add(Bytes.wrap(new byte[3 << 20]))).isTrue();
    assertThat(keys.add(Bytes.wrap(large))).isTrue();
    assertThat(keys.add(Bytes.wrap(large.clone()))).isFalse();
  }
}
