package org.hyperdex.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.AttributeType.Primitive;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.function.Signatures;
import org.hyperdex.core.schema.Schema;

/** Makes calls of every function on attributes of every type; most of them can be carried out. */
final class AssortedFunctions {
  /** Counts are up to this: more than containers mostly have. */
  private static final int MOST_DROPPED = 4;

  private final Schema schema;
  private final AssortedValues values;

  AssortedFunctions(Schema schema, AssortedValues values) {
    this.schema = schema;
    this.values = values;
  }

  /** A call of any of the functions that apply to the attribute. */
  FunctionCall any(int attribute, SplittableRandom random) {
    AttributeType type = schema.attribute(attribute).type();
    List<Function> applicable =
        Arrays.stream(Function.values())
            .filter(each -> Signatures.argument(each, type).isPresent())
            .toList();
    Function function = applicable.get(random.nextInt(applicable.size()));
    AttributeType wanted = Signatures.argument(function, type).orElseThrow();
    DocumentPath path =
        type instanceof AttributeType.Document ? path(function, random) : DocumentPath.ROOT;
    Value argument =
        type instanceof AttributeType.Document
            ? inDocument(function, path, random)
            : argument(function, wanted, random);
    return new FunctionCall(attribute, path, function, ValueCodec.encode(wanted, argument));
  }

  private Value argument(Function function, AttributeType wanted, SplittableRandom random) {
    return switch (function) {
      case STRING_LTRIM, STRING_RTRIM, LIST_LPOP, LIST_RPOP -> count(random);
      case SET -> values.any(wanted, DocumentPath.ROOT, random);
      default ->
          wanted instanceof Primitive primitive
              ? values.element(primitive, random)
              : values.any(wanted, DocumentPath.ROOT, random);
    };
  }

  private static Value count(SplittableRandom random) {
    return new Value.Int(random.nextInt(MOST_DROPPED));
  }

  private static DocumentPath path(Function function, SplittableRandom random) {
    return switch (function) {
      case SET -> AssortedDocuments.path(random);
      case DOCUMENT_RENAME, DOCUMENT_UNSET -> AssortedDocuments.below(random);
      case STRING_PREPEND, STRING_APPEND -> AssortedDocuments.ofText(random);
      case LIST_LPUSH, LIST_RPUSH, LIST_LPOP, LIST_RPOP, LIST_REMOVE ->
          AssortedDocuments.ofArray(random);
      default -> AssortedDocuments.ofNumber(random);
    };
  }

  private static Value inDocument(Function function, DocumentPath path, SplittableRandom random) {
    return switch (function) {
      case DOCUMENT_UNSET -> Value.Text.of("");
      case DOCUMENT_RENAME -> Value.Text.of(AssortedDocuments.below(random).text());
      case LIST_LPOP, LIST_RPOP -> count(random);
      case LIST_LPUSH, LIST_RPUSH, LIST_REMOVE ->
          new Value.Document(AssortedDocuments.scalar(random));
      case STRING_PREPEND, STRING_APPEND -> new Value.Document(AssortedDocuments.text(random));
      case SET -> new Value.Document(AssortedDocuments.at(path, random));
      default -> new Value.Document(AssortedDocuments.number(random));
    };
  }
}
