package org.hyperdex.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Value;

/** The objects of all workloads: ten attributes of 100 random bytes each under a short key. */
final class Rows {
  /** The space of the keyed workloads: no subspace but the key's. */
  static final String SPACE = "bench";

  /** The space of the searches: the group is a dimension. */
  static final String SEARCHED_SPACE = "bench_searched";

  static final int ATTRIBUTES = 10;
  static final int VALUE_BYTES = 100;

  /** Ten objects share each group: an equality search finds ten rows. */
  static final int GROUP_SIZE = 10;

  private Rows() {}

  static String description(boolean searchable) {
    StringBuilder text =
        new StringBuilder(
            "space " + (searchable ? SEARCHED_SPACE : SPACE) + "\nkey name\nattributes ");
    for (int i = 0; i < ATTRIBUTES; i++) {
      text.append(i == 0 ? "" : ", ").append(attribute(i));
    }
    text.append(searchable ? ", int grp\nsubspace grp\n" : "\n");
    return text.append("create 8 partitions\ntolerate 0 failures\n").toString();
  }

  private static String attribute(int i) {
    return "a" + i;
  }

  static Value.Text key(long i) {
    return Value.Text.of("user%08d".formatted(i));
  }

  static Map<String, Value> values(long i, long seed, boolean searchable) {
    SplittableRandom random = new SplittableRandom(seed ^ i * 0x9E3779B97F4A7C15L);
    Map<String, Value> values = LinkedHashMap.newLinkedHashMap(ATTRIBUTES + 1);
    for (int a = 0; a < ATTRIBUTES; a++) {
      values.put(attribute(a), new Value.Text(Bytes.wrap(bytes(random))));
    }
    if (searchable) {
      values.put("grp", new Value.Int(i / GROUP_SIZE));
    }
    return values;
  }

  private static byte[] bytes(SplittableRandom random) {
    byte[] bytes = new byte[VALUE_BYTES];
    random.nextBytes(bytes);
    return bytes;
  }
}
