package org.hyperdex.core.schema;

import org.hyperdex.core.data.AttributeType;

/** Types by the names the space description language gives them. */
public final class AttributeTypes {
  private AttributeTypes() {}

  /**
   * The type called {@code text}, for example {@code map(string, int)}; the inverse of {@link
   * AttributeType#description}.
   *
   * @throws SpaceDescriptionException if there is no such type
   */
  public static AttributeType parse(String text) {
    TokenReader reader = new TokenReader(new SourceText(text));
    AttributeType type = new TypeParser(reader).type();
    if (reader.peek().kind() != Token.Kind.END) {
      throw reader.unexpected("nothing more after the type");
    }
    return type;
  }
}
