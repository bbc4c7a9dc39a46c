package org.hyperdex.core.schema;

import org.hyperdex.core.data.AttributeType;

/**
 * Reads space descriptions, by recursive descent. The language is defined in the documentation of
 * this package.
 *
 * <p>The rules are checked while reading, so that the first error in the text is the one reported,
 * whatever its kind.
 */
public final class SpaceParser {
  private static final String OPTIONS = "'tolerate', 'create', 'with' or the end of the text";

  private final TokenReader reader;
  private final TypeParser types;
  private final Lookahead lookahead;
  private final SpaceAssembly assembly;

  /** What can come next, and what to say if something else does: for messages. */
  private String expected = "";

  private String advice = "";

  private SpaceParser(SourceText source) {
    this.reader = new TokenReader(source);
    this.types = new TypeParser(reader);
    this.lookahead = new Lookahead(reader.tokens());
    this.assembly = new SpaceAssembly(source);
  }

  /**
   * The description that {@code text} gives.
   *
   * @throws SpaceDescriptionException if it gives none; the error is the first in the text
   */
  public static SpaceDescription parse(String text) {
    return new SpaceParser(new SourceText(text)).description();
  }

  /**
   * The description that {@code text} gives of a space to be added. As {@link #parse}, but without
   * what is understood and not kept yet: whoever asks for protection must not believe to have it.
   *
   * @throws SpaceDescriptionException if it gives none, or one with authorization
   */
  public static SpaceDescription parseNew(String text) {
    SpaceDescription description = parse(text);
    if (description.authorization()) {
      throw SourceText.NONE.failure(
          DescriptionRule.AUTHORIZATION,
          SourceText.NOWHERE,
          "no server looks at secrets: every caller could read and write the space in spite of"
              + " 'with authorization'; leave it out");
    }
    return description;
  }

  private SpaceDescription description() {
    reader.expect(Keywords.SPACE);
    Token name = reader.expectWord("the name of the space");
    assembly.name(name.text(), name.offset());
    reader.expect(Keywords.KEY);
    key();
    boolean attributes = reader.accept(Keywords.ATTRIBUTES);
    if (attributes) {
      attributes();
      subspaces();
      indices();
    }
    options();
    if (reader.peek().kind() != Token.Kind.END) {
      throw reader.unexpected(expected, advice(attributes));
    }
    return assembly.build();
  }

  private void key() {
    boolean typed = lookahead.keyStartsWithType(reader.position());
    AttributeType type = AttributeType.STRING;
    if (typed) {
      int offset = reader.peek().offset();
      type = types.type();
      assembly.keyType(type, offset);
    }
    Token name = reader.expectWord("the name of the key");
    assembly.key(name.text(), name.offset(), type);
    next("'attributes', " + OPTIONS, typed ? "" : notAType(name));
  }

  private void attributes() {
    do {
      boolean typed = lookahead.attributeStartsWithType(reader.position());
      AttributeType type = typed ? types.type() : AttributeType.STRING;
      Token name = reader.expectWord("the name of an attribute");
      assembly.attribute(name.text(), name.offset(), type);
      next("',', 'subspace', 'index', " + OPTIONS, typed ? "" : notAType(name));
    } while (reader.accept(','));
  }

  private void subspaces() {
    int offset = reader.peek().offset();
    while (reader.accept(Keywords.SUBSPACE)) {
      assembly.beginSubspace();
      do {
        Token attribute = reader.expectWord("the name of an attribute");
        assembly.dimension(attribute.text(), attribute.offset());
      } while (reader.accept(','));
      assembly.endSubspace(offset);
      next("',', 'subspace', 'index', " + OPTIONS, "");
      offset = reader.peek().offset();
    }
  }

  private void indices() {
    while (reader.accept(Keywords.INDEX)) {
      Token attribute = reader.expectWord("the name of an attribute");
      assembly.index(attribute.text(), attribute.offset());
      next("'index', " + OPTIONS, "");
    }
  }

  private void options() {
    while (true) {
      if (reader.accept(Keywords.TOLERATE)) {
        Token number = reader.expectNumber();
        assembly.tolerate(reader.value(number), number.offset());
        reader.expect(Keywords.FAILURES);
      } else if (reader.accept(Keywords.CREATE)) {
        Token number = reader.expectNumber();
        assembly.partitions(reader.value(number), number.offset());
        reader.expect(Keywords.PARTITIONS);
      } else if (reader.accept(Keywords.WITH)) {
        reader.expect(Keywords.AUTHORIZATION);
        assembly.authorization();
      } else {
        return;
      }
      next(OPTIONS, "");
    }
  }

  private void next(String newExpected, String newAdvice) {
    expected = newExpected;
    advice = newAdvice;
  }

  private String advice(boolean attributes) {
    if (!reader.peek().isWord(Keywords.SUBSPACE) && !reader.peek().isWord(Keywords.INDEX)) {
      return advice;
    }
    return attributes
        ? "; subspaces come first, then indices, then the rest"
        : "; it needs 'attributes' before it";
  }

  /** Says that a word which may have been meant as a type was read as a name. */
  private static String notAType(Token name) {
    if (Keywords.PARAMETERIZED.contains(name.text())) {
      return "; as a type, "
          + name.text()
          + " needs a parameter, as in timestamp(day) or list(int)";
    }
    return Keywords.WORD_TYPES.containsKey(name.text())
        ? ""
        : "; " + SourceText.quote(name.text()) + " is not a type";
  }
}
