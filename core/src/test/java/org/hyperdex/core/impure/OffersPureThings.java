package org.hyperdex.core.impure;

import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Everything the language translates into more than it says, and still pure. */
public final class OffersPureThings {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  sealed interface Shape {
    record Point(int x, int y) implements Shape {}

    record Named(String name, Shape shape) implements Shape {}
  }

  enum Color {
    RED {
      @Override
      String code() {
        return "r";
      }
    },
    GREEN {
      @Override
      String code() {
        return "g";
      }
    };

    abstract String code();
  }

  static final class Refusal extends RuntimeException {
    Refusal(String message, Throwable cause) {
      super(message, cause);
    }
  }

  String name(Shape shape, Color color) {
    String prefix =
        switch (color) {
          case RED -> "red ";
          case GREEN -> "green ";
        };
    return switch (shape) {
      case Shape.Point(int x, int y) when x == y -> prefix + x;
      case Shape.Point _ -> prefix + "point";
      case Shape.Named(String name, _) -> prefix + name;
    };
  }

  Map<String, List<Shape.Named>> group(List<Shape.Named> shapes) {
    return shapes.stream()
        .sorted(Comparator.comparing(Shape.Named::name))
        .collect(Collectors.groupingBy(Shape.Named::name));
  }

  long first(byte[] row) {
    byte[] copy = new byte[row.length];
    System.arraycopy(row, 0, copy, 0, row.length);
    return (long) LONG.get(copy, 0) + ByteBuffer.wrap(copy).getLong();
  }

  long millis(Duration duration) {
    return TimeUnit.NANOSECONDS.toMillis(duration.toNanos());
  }

  int draw(RandomGenerator random) {
    return random.nextInt();
  }

  Comparator<Shape.Point> order() {
    return (Comparator<Shape.Point> & Serializable)
        (left, right) -> Integer.compare(left.x(), right.x());
  }

  int parse(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException malformed) {
      throw new Refusal("not a number", malformed);
    }
  }
}
