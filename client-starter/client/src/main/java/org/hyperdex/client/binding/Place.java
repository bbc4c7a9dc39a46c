package org.hyperdex.client.binding;

import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.ValueException;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.AttributePath;
import org.hyperdex.core.schema.Schema;

/**
 * What a name in an operation or a condition means in a schema.
 *
 * @param name as it was written
 * @param position of the attribute; 0 is the key
 * @param type the attribute's
 * @param path where in the document; the root for attributes of other types
 */
public record Place(String name, int position, AttributeType type, DocumentPath path) {
  /**
   * The meaning of {@code name} in {@code schema}.
   *
   * @throws HyperDexException UNKNOWN_ATTRIBUTE, WRONG_TYPE or MALFORMED if it has none
   */
  public static Place of(Schema schema, String name) {
    // No attribute's name has a dot or a bracket, so most names need not be read as a path.
    OptionalInt whole = schema.position(name);
    if (whole.isPresent()) {
      return at(schema, name, whole.getAsInt(), DocumentPath.ROOT);
    }
    AttributePath parsed = parsed(name);
    OptionalInt position = schema.position(parsed.attribute());
    if (position.isEmpty()) {
      throw unknown(schema, name, parsed.attribute());
    }
    Place place = at(schema, name, position.getAsInt(), parsed.path());
    if (!(place.type() instanceof AttributeType.Document)) {
      throw BindingFailure.of(
          ErrorCode.WRONG_TYPE,
          name,
          "a document to look into",
          parsed.attribute() + " of type " + place.type().description());
    }
    return place;
  }

  /**
   * The position of the attribute {@code name}, where a place in a document will not do.
   *
   * @throws HyperDexException UNKNOWN_ATTRIBUTE if there is none
   */
  public static int attribute(Schema schema, String name) {
    return schema.position(name).orElseThrow(() -> unknown(schema, name, name));
  }

  private static HyperDexException unknown(Schema schema, String name, String found) {
    return BindingFailure.of(
        ErrorCode.UNKNOWN_ATTRIBUTE,
        name,
        "one of "
            + schema.attributes().stream().map(Attribute::name).collect(Collectors.joining(", ")),
        "'" + found + "'");
  }

  private static Place at(Schema schema, String name, int position, DocumentPath path) {
    return new Place(name, position, schema.attribute(position).type(), path);
  }

  private static AttributePath parsed(String name) {
    try {
      return AttributePath.parse(name);
    } catch (ValueException e) {
      throw BindingFailure.of(e, name, "an attribute or a path in a document", "'" + name + "'");
    }
  }
}
