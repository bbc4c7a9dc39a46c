package org.hyperdex.simulation;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Objects;

/** Messages with something else in them, for planted bugs. */
final class Rewritten {
  private Rewritten() {}

  /** A copy of {@code message} with other values in the named components. */
  static <R extends Record> R with(R message, Map<String, Object> replaced) {
    Class<?> type = message.getClass();
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    int used = 0;
    try {
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        Object other = replaced.get(components[i].getName());
        if (other == null) {
          values[i] = Objects.requireNonNull(components[i].getAccessor().invoke(message));
        } else {
          values[i] = other;
          used++;
        }
      }
      if (used != replaced.size()) {
        throw new IllegalArgumentException(type + " has not all of " + replaced.keySet());
      }
      Object copy = type.getDeclaredConstructor(types).newInstance(values);
      @SuppressWarnings("unchecked") // The copy has the class of the message.
      R result = (R) copy;
      return result;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a message cannot be copied: " + message, e);
    }
  }
}
