package org.hyperdex.springdata.convert;

/** An object has no value of the attribute's type, or a value no object of the property's type. */
public final class UnsuitableValueException extends RuntimeException {
  UnsuitableValueException(String message) {
    super(message);
  }

  static UnsuitableValueException of(String expected, Object found) {
    return new UnsuitableValueException(
        "expected " + expected + ", found a " + found.getClass().getSimpleName());
  }

  static UnsuitableValueException range(String type, Object found) {
    return new UnsuitableValueException(found + " is outside the range of " + type);
  }
}
