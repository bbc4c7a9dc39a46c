package org.hyperdex.springdata.mapping;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;
import org.springframework.data.annotation.Id;

/** The property that is the object's key. The same as Spring Data's {@link Id}, with a name. */
@Documented
@Id
@Attribute
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Key {
  /** The name of the space's key attribute; by default the property's name. */
  @AliasFor(annotation = Attribute.class, attribute = "value")
  String value() default "";
}
