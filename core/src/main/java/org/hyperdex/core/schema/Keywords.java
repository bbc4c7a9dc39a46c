package org.hyperdex.core.schema;

import java.util.Map;
import java.util.Set;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.AttributeType.Primitive;
import org.hyperdex.core.data.TimestampUnit;

/** The words that mean something in the right place. None of them is reserved. */
final class Keywords {
  static final String SPACE = "space";
  static final String KEY = "key";
  static final Set<String> ATTRIBUTES = Set.of("attributes", "attribute");
  static final String SUBSPACE = "subspace";
  static final String INDEX = "index";
  static final String TOLERATE = "tolerate";
  static final Set<String> FAILURES = Set.of("failures", "failure");
  static final String CREATE = "create";
  static final Set<String> PARTITIONS = Set.of("partitions", "partition");
  static final String WITH = "with";
  static final String AUTHORIZATION = "authorization";

  static final String TIMESTAMP = "timestamp";
  static final String LIST = "list";
  static final String SET = "set";
  static final String MAP = "map";

  /** The types that need a parameter. */
  static final Set<String> PARAMETERIZED = Set.of(TIMESTAMP, LIST, SET, MAP);

  /** The types that may be elements of containers. */
  static final Map<String, Primitive> PRIMITIVES =
      Map.of(
          "string", Primitive.STRING,
          "int", Primitive.INT,
          "int64", Primitive.INT,
          "float", Primitive.FLOAT);

  /** The types that are a single word. */
  static final Map<String, AttributeType> WORD_TYPES =
      Map.of(
          "string", AttributeType.STRING,
          "int", AttributeType.INT,
          "int64", AttributeType.INT,
          "float", AttributeType.FLOAT,
          "document", AttributeType.DOCUMENT);

  static final Map<String, TimestampUnit> UNITS =
      Map.of(
          "second", TimestampUnit.SECOND,
          "minute", TimestampUnit.MINUTE,
          "hour", TimestampUnit.HOUR,
          "day", TimestampUnit.DAY,
          "week", TimestampUnit.WEEK,
          "month", TimestampUnit.MONTH);

  private Keywords() {}
}
