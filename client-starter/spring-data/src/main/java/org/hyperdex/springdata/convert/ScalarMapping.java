package org.hyperdex.springdata.convert;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.query.Operator;
import org.springframework.util.ClassUtils;

/** The mappings of types that are no containers. */
enum ScalarMapping implements ValueMapping {
  STRING(String.class) {
    @Override
    public Value write(Object object) {
      if (object instanceof String text) {
        return Value.Text.of(text);
      }
      throw UnsuitableValueException.of("a String", object);
    }

    @Override
    public Object read(Value value) {
      return text(value).toUtf8();
    }

    @Override
    public Value zero() {
      return new Value.Text(Bytes.EMPTY);
    }
  },

  BYTE_ARRAY(byte[].class) {
    @Override
    public Value write(Object object) {
      if (object instanceof byte[] bytes) {
        return new Value.Text(Bytes.wrap(bytes.clone()));
      }
      throw UnsuitableValueException.of("a byte[]", object);
    }

    @Override
    public Object read(Value value) {
      return text(value).array().clone();
    }

    @Override
    public Value zero() {
      return new Value.Text(Bytes.EMPTY);
    }
  },

  LONG(Long.class) {
    @Override
    public Value write(Object object) {
      return integer(object);
    }

    @Override
    public Object read(Value value) {
      return integer(value);
    }

    @Override
    public Value zero() {
      return new Value.Int(0);
    }
  },

  INTEGER(Integer.class) {
    @Override
    public Value write(Object object) {
      return integer(object);
    }

    @Override
    public Object read(Value value) {
      long number = integer(value);
      if (number != (int) number) {
        throw UnsuitableValueException.range("int", number);
      }
      return (int) number;
    }

    @Override
    public Value zero() {
      return new Value.Int(0);
    }
  },

  DOUBLE(Double.class) {
    @Override
    public Value write(Object object) {
      if (object instanceof Number number && isNumber(number.getClass())) {
        return new Value.Float(number.doubleValue());
      }
      throw UnsuitableValueException.of("a number", object);
    }

    @Override
    public Object read(Value value) {
      if (value instanceof Value.Float(double number)) {
        return number;
      }
      throw unexpected("float", value);
    }

    @Override
    public Value zero() {
      return new Value.Float(0);
    }
  },

  INSTANT(Instant.class) {
    @Override
    public Value write(Object object) {
      if (!(object instanceof Instant instant)) {
        throw UnsuitableValueException.of("an Instant", object);
      }
      try {
        return new Value.Timestamp(micros(instant));
      } catch (ArithmeticException e) {
        throw UnsuitableValueException.range("a timestamp", instant);
      }
    }

    @Override
    public Object read(Value value) {
      if (!(value instanceof Value.Timestamp(long epochMicros))) {
        throw unexpected("timestamp", value);
      }
      try {
        return Instant.EPOCH.plus(epochMicros, ChronoUnit.MICROS);
      } catch (DateTimeException | ArithmeticException e) {
        throw UnsuitableValueException.range("an Instant", epochMicros);
      }
    }

    @Override
    public Value zero() {
      return new Value.Timestamp(0);
    }
  };

  private final Class<?> boxed;

  ScalarMapping(Class<?> boxed) {
    this.boxed = boxed;
  }

  static Optional<ScalarMapping> of(Class<?> type) {
    Class<?> wanted = ClassUtils.resolvePrimitiveIfNecessary(type);
    for (ScalarMapping mapping : values()) {
      if (mapping.boxed == wanted) {
        return Optional.of(mapping);
      }
    }
    return Optional.empty();
  }

  /** Whether lists, sets and maps can hold it. */
  boolean elementOfContainers() {
    return this != INSTANT && this != BYTE_ARRAY;
  }

  @Override
  public boolean ordered() {
    return true;
  }

  @Override
  public Optional<ValueMapping> argument(Operator operator) {
    boolean text = this == STRING || this == BYTE_ARRAY;
    return switch (operator) {
      case EQUAL, IN, LESS_THAN, LESS_EQUAL, GREATER_EQUAL, GREATER_THAN -> Optional.of(this);
      case PREFIX -> text ? Optional.of(this) : Optional.empty();
      case REGEX -> this == STRING ? Optional.of(this) : Optional.empty();
      case LENGTH_EQUAL, LENGTH_LESS_EQUAL, LENGTH_GREATER_EQUAL ->
          text ? Optional.of(LONG) : Optional.empty();
      case CONTAINS -> Optional.empty();
    };
  }

  @Override
  public boolean accepts(Class<?> type) {
    Class<?> wanted = ClassUtils.resolvePrimitiveIfNecessary(type);
    return switch (this) {
      case LONG, INTEGER -> isInteger(wanted);
      case DOUBLE -> isNumber(wanted);
      case STRING, BYTE_ARRAY, INSTANT -> wanted == boxed;
    };
  }

  private static long micros(Instant instant) {
    // Truncated first: between() would round instants before the epoch up and others down.
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant.truncatedTo(ChronoUnit.MICROS));
  }

  /** {@link #write} of a type that containers hold. */
  Value.Scalar element(Object object) {
    if (write(object) instanceof Value.Scalar scalar) {
      return scalar;
    }
    throw new IllegalStateException(this + " is no type for elements");
  }

  private static boolean isInteger(Class<?> type) {
    return type == Long.class || type == Integer.class || type == Short.class || type == Byte.class;
  }

  private static boolean isNumber(Class<?> type) {
    return type == Double.class || type == Float.class || isInteger(type);
  }

  private static Value integer(Object object) {
    if (object instanceof Number number && isInteger(number.getClass())) {
      return new Value.Int(number.longValue());
    }
    throw UnsuitableValueException.of("an integer", object);
  }

  private static long integer(Value value) {
    if (value instanceof Value.Int(long number)) {
      return number;
    }
    throw unexpected("int", value);
  }

  private static Bytes text(Value value) {
    if (value instanceof Value.Text(Bytes bytes)) {
      return bytes;
    }
    throw unexpected("string", value);
  }

  private static UnsuitableValueException unexpected(String expected, Value found) {
    return new UnsuitableValueException(
        "expected an attribute of type " + expected + ", found " + found.typeName());
  }
}
