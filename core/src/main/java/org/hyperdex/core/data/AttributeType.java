package org.hyperdex.core.data;

import java.util.Locale;

/**
 * The type of an attribute, as the space description language names it.
 *
 * <p>This interface has constants that are its own subtypes and therefore no default methods: with
 * them, two threads that touch it and a subtype first could wait for each other for ever.
 */
public sealed interface AttributeType {
  /** The 8-bit clean string. */
  Primitive STRING = Primitive.STRING;

  /** The signed 64-bit integer. */
  Primitive INT = Primitive.INT;

  /** The IEEE-754 double. */
  Primitive FLOAT = Primitive.FLOAT;

  /** Any JSON value. */
  Document DOCUMENT = new Document();

  /** The type as the space description language writes it, for example {@code map(string, int)}. */
  String description();

  /** Whether values have a coordinate: such a type may be a key or a dimension of a subspace. */
  boolean hashable();

  /** Whether an index clause may name an attribute of this type. */
  boolean indexable();

  /** Whether {@code <}, {@code <=}, {@code >=}, {@code >} and sorting apply. */
  boolean comparable();

  /** The types whose values have an order and a coordinate. */
  sealed interface Ordered extends AttributeType {
    @Override
    default boolean hashable() {
      return true;
    }

    @Override
    default boolean indexable() {
      return true;
    }

    @Override
    default boolean comparable() {
      return true;
    }
  }

  /** The types whose values hold any number of primitive ones. */
  sealed interface Container extends AttributeType {
    @Override
    default boolean hashable() {
      return false;
    }

    @Override
    default boolean indexable() {
      return true;
    }

    @Override
    default boolean comparable() {
      return false;
    }
  }

  /** The types that may be elements of containers. */
  enum Primitive implements Ordered {
    STRING,
    INT,
    FLOAT;

    @Override
    public String description() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Microseconds since the Unix epoch, spread over the hyperspace by {@code unit}. */
  record Timestamp(TimestampUnit unit) implements Ordered {
    @Override
    public String description() {
      return "timestamp(" + unit.name().toLowerCase(Locale.ROOT) + ")";
    }
  }

  /** Any JSON value. */
  record Document() implements AttributeType {
    @Override
    public String description() {
      return "document";
    }

    @Override
    public boolean hashable() {
      return false;
    }

    @Override
    public boolean indexable() {
      return false;
    }

    @Override
    public boolean comparable() {
      return false;
    }
  }

  /** An ordered sequence, duplicates allowed. */
  record ListOf(Primitive element) implements Container {
    @Override
    public String description() {
      return "list(" + element.description() + ")";
    }
  }

  /** Distinct elements in ascending order. */
  record SetOf(Primitive element) implements Container {
    @Override
    public String description() {
      return "set(" + element.description() + ")";
    }
  }

  /** Distinct keys in ascending order, each with a value. */
  record MapOf(Primitive key, Primitive value) implements Container {
    @Override
    public String description() {
      return "map(" + key.description() + ", " + value.description() + ")";
    }
  }
}
