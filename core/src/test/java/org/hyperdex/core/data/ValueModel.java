package org.hyperdex.core.data;

import java.math.BigDecimal;
import java.util.List;

/** The order of values as a textbook would state it, without a look at encodings. */
public final class ValueModel {
  private ValueModel() {}

  /** Compares two values of one comparable type. */
  public static int compare(Value a, Value b) {
    return switch (a) {
      case Value.Text text -> compare(text.bytes().array(), ((Value.Text) b).bytes().array());
      case Value.Int number ->
          BigDecimal.valueOf(number.value()).compareTo(BigDecimal.valueOf(((Value.Int) b).value()));
      case Value.Float number -> compare(number.value(), ((Value.Float) b).value());
      case Value.Timestamp timestamp ->
          BigDecimal.valueOf(timestamp.epochMicros())
              .compareTo(BigDecimal.valueOf(((Value.Timestamp) b).epochMicros()));
      default -> throw new IllegalArgumentException("values of this type have no order: " + a);
    };
  }

  /** Whether each of {@code scalars} is greater than the one before. */
  public static boolean ascending(List<? extends Value> scalars) {
    for (int i = 1; i < scalars.size(); i++) {
      if (compare(scalars.get(i - 1), scalars.get(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static int compare(byte[] a, byte[] b) {
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      if (a[i] != b[i]) {
        return (a[i] & 0xff) < (b[i] & 0xff) ? -1 : 1;
      }
    }
    return Integer.compare(a.length, b.length);
  }

  private static int compare(double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
    }
    return a < b ? -1 : a > b ? 1 : 0;
  }
}
