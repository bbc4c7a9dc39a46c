package org.hyperdex.springdata.mapping;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.data.annotation.Persistent;

/**
 * The space that keeps the objects of a class.
 *
 * <p>One property is the key ({@link Key} or Spring Data's {@code Id}), the others are attributes.
 * Properties may be strings, {@code byte[]}, integers, floating-point numbers, {@link
 * java.time.Instant}s (kept to the microsecond) and lists, sets and maps of strings and numbers. A
 * property with Spring Data's {@code Version} holds the object's version as a {@link String} or
 * {@link org.hyperdex.core.protocol.Version} and makes saving and deleting conditional.
 *
 * <p>HyperDex knows no null: a property that is null is stored as the zero value of its type (the
 * empty string, 0, the epoch, the empty container), and read as such.
 */
@Documented
@Inherited
@Persistent
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Space {
  /** The space's name; by default the class's simple name with a small first letter. */
  String value() default "";
}
