package org.hyperdex.core.schema;

import java.util.Objects;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.AttributeType.Primitive;
import org.hyperdex.core.data.TimestampUnit;

/** Reads the name of a type. */
final class TypeParser {
  private static final String TYPES =
      "a type: string, int, float, document, timestamp(UNIT), list(T), set(T) or map(K, V)";

  private final TokenReader reader;

  TypeParser(TokenReader reader) {
    this.reader = reader;
  }

  AttributeType type() {
    Token first = reader.peek();
    AttributeType word = first.isWord() ? Keywords.WORD_TYPES.get(first.text()) : null;
    if (word != null) {
      reader.expectWord(TYPES);
      return word;
    }
    if (reader.accept(Keywords.TIMESTAMP)) {
      reader.expect('(');
      TimestampUnit unit = unit();
      reader.expect(')');
      return new AttributeType.Timestamp(unit);
    }
    if (reader.accept(Keywords.LIST)) {
      reader.expect('(');
      Primitive element = primitive("list");
      reader.expect(')');
      return new AttributeType.ListOf(element);
    }
    if (reader.accept(Keywords.SET)) {
      reader.expect('(');
      Primitive element = primitive("set");
      reader.expect(')');
      return new AttributeType.SetOf(element);
    }
    if (reader.accept(Keywords.MAP)) {
      reader.expect('(');
      Primitive key = primitive("map");
      reader.expect(',');
      Primitive value = primitive("map");
      reader.expect(')');
      return new AttributeType.MapOf(key, value);
    }
    throw reader.unexpected(TYPES);
  }

  private TimestampUnit unit() {
    Token word = reader.peek();
    reader.expect(Keywords.UNITS.keySet());
    return Objects.requireNonNull(Keywords.UNITS.get(word.text()));
  }

  private Primitive primitive(String container) {
    Token word = reader.peek();
    Primitive primitive = word.isWord() ? Keywords.PRIMITIVES.get(word.text()) : null;
    if (primitive == null) {
      throw reader.unexpected("string, int or float in a " + container);
    }
    reader.expectWord(container);
    return primitive;
  }
}
