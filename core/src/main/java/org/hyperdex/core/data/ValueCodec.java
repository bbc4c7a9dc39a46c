package org.hyperdex.core.data;

/**
 * Between values and their bytes.
 *
 * <p>Every value has exactly one encoding, so equal values are equal bytes, for all types. For
 * strings, numbers and timestamps the order of the encodings ({@link Bytes#compareTo}) is the order
 * of the values as well.
 *
 * <ul>
 *   <li>string: its bytes;
 *   <li>int, timestamp, float: the 8 bytes of its {@link NumberOrder};
 *   <li>list, set, map: the elements or entries, one after the other; an element is 8 bytes, or for
 *       a string 4 bytes of length and its bytes; sets, and maps by their keys, strictly ascending;
 *   <li>document: see {@link DocumentCodec}.
 * </ul>
 */
public final class ValueCodec {
  private static final Bytes ZERO_INT = number(NumberOrder.ofInt(0));
  private static final Bytes ZERO_FLOAT = number(NumberOrder.ofFloat(0));

  private ValueCodec() {}

  /**
   * The encoding of {@code value} as a value of {@code type}.
   *
   * @throws ValueException if the value is of another type (it names both), or cannot be encoded
   */
  public static Bytes encode(AttributeType type, Value value) {
    return switch (type) {
      case AttributeType.Primitive _ when value instanceof Value.Scalar scalar ->
          encodeScalar(type, scalar);
      case AttributeType.Timestamp _ when value instanceof Value.Timestamp timestamp ->
          number(NumberOrder.ofInt(timestamp.epochMicros()));
      case AttributeType.Document _ when value instanceof Value.Document document ->
          DocumentCodec.encode(document.json());
      case AttributeType.ListOf list when value instanceof Value.ListOf given ->
          ContainerCodec.encode(list, list.element(), given.elements());
      case AttributeType.SetOf set when value instanceof Value.SetOf given ->
          ContainerCodec.encode(set, set.element(), given.elements());
      case AttributeType.MapOf map when value instanceof Value.MapOf given ->
          ContainerCodec.encode(map, given.entries());
      default -> throw ValueException.wrongType(type.description(), value.typeName());
    };
  }

  /**
   * The value of {@code type} that {@code encoded} encodes.
   *
   * @throws ValueException (MALFORMED) if there is none
   */
  public static Value decode(AttributeType type, Bytes encoded) {
    if (!isValid(type, encoded)) {
      throw new ValueException(
          ValueException.Problem.MALFORMED,
          "malformed value: " + encoded.length() + " bytes that encode no " + type.description());
    }
    byte[] array = encoded.array();
    return switch (type) {
      case AttributeType.Primitive primitive ->
          switch (primitive) {
            case STRING -> new Value.Text(encoded);
            case INT, FLOAT -> Elements.number(primitive, array, 0);
          };
      case AttributeType.Timestamp _ ->
          new Value.Timestamp(NumberOrder.toInt(BigEndian.getLong(array, 0)));
      case AttributeType.Document _ -> new Value.Document(DocumentCodec.decode(encoded));
      case AttributeType.ListOf list ->
          new Value.ListOf(ContainerCodec.decode(list.element(), array));
      case AttributeType.SetOf set -> new Value.SetOf(ContainerCodec.decode(set.element(), array));
      case AttributeType.MapOf map -> new Value.MapOf(ContainerCodec.decode(map, array));
    };
  }

  /** What an attribute of {@code type} holds until it is written: empty, 0, the epoch or {}. */
  public static Bytes zero(AttributeType type) {
    return switch (type) {
      case AttributeType.Primitive primitive ->
          switch (primitive) {
            case STRING -> Bytes.EMPTY;
            case INT -> ZERO_INT;
            case FLOAT -> ZERO_FLOAT;
          };
      case AttributeType.Timestamp _ -> ZERO_INT;
      case AttributeType.Document _ -> DocumentCodec.EMPTY_OBJECT;
      case AttributeType.ListOf _, AttributeType.SetOf _, AttributeType.MapOf _ -> Bytes.EMPTY;
    };
  }

  /** Whether {@code encoded} is the encoding of a value of {@code type}. Never throws. */
  public static boolean isValid(AttributeType type, Bytes encoded) {
    byte[] array = encoded.array();
    return switch (type) {
      case AttributeType.Primitive primitive ->
          switch (primitive) {
            case STRING -> true;
            case INT -> array.length == Long.BYTES;
            case FLOAT ->
                array.length == Long.BYTES && NumberOrder.isFloat(BigEndian.getLong(array, 0));
          };
      case AttributeType.Timestamp _ -> array.length == Long.BYTES;
      case AttributeType.Document _ -> DocumentCodec.isValid(encoded);
      case AttributeType.ListOf list -> ContainerCodec.isList(list.element(), array);
      case AttributeType.SetOf set -> ContainerCodec.isSet(set.element(), array);
      case AttributeType.MapOf map -> ContainerCodec.isMap(map, array);
    };
  }

  private static Bytes encodeScalar(AttributeType type, Value.Scalar value) {
    return switch (value) {
      case Value.Text text when type == AttributeType.STRING -> text.bytes();
      case Value.Int number when type == AttributeType.INT ->
          number(NumberOrder.ofInt(number.value()));
      case Value.Float number when type == AttributeType.FLOAT ->
          number(NumberOrder.ofFloat(number.value()));
      default -> throw ValueException.wrongType(type.description(), value.typeName());
    };
  }

  private static Bytes number(long bits) {
    byte[] array = new byte[Long.BYTES];
    BigEndian.putLong(array, 0, bits);
    return Bytes.wrap(array);
  }
}
