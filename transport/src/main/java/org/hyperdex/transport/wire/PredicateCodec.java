package org.hyperdex.transport.wire;

import java.util.ArrayList;
import java.util.List;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;

/** The bytes of a {@link Predicate}: its alternatives, each a list of checks. */
final class PredicateCodec {
  private static final Operator[] OPERATORS = Operator.values();

  /** An attribute, a path, an operator, and the length of an argument. */
  private static final int MINIMUM_CHECK_BYTES = 4;

  /**
   * More than any server accepts. An alternative without checks takes one byte, but many times that
   * in memory.
   */
  private static final int MOST_ALTERNATIVES = 1 << 12;

  private PredicateCodec() {}

  static void encode(Predicate predicate, WireWriter out) {
    out.writeVarint(predicate.alternatives().size());
    for (List<Check> checks : predicate.alternatives()) {
      out.writeVarint(checks.size());
      for (Check check : checks) {
        out.writeVarint(check.attribute());
        CommonFields.encodePath(check.path(), out);
        out.writeEnum(check.operator());
        out.writeBytes(check.argument());
      }
    }
  }

  static Predicate decode(WireReader in) {
    int count = in.readCount(1);
    if (count > MOST_ALTERNATIVES) {
      throw new WireException("a predicate of " + count + " alternatives");
    }
    if (count == 1) {
      // Most predicates, and most of those are the constant.
      return Predicate.all(checks(in));
    }
    List<List<Check>> alternatives = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      alternatives.add(checks(in));
    }
    return new Predicate(alternatives);
  }

  private static List<Check> checks(WireReader in) {
    int count = in.readCount(MINIMUM_CHECK_BYTES);
    List<Check> checks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      checks.add(
          new Check(
              in.readVarint(),
              CommonFields.decodePath(in),
              in.readEnum(OPERATORS),
              in.readBytes()));
    }
    return checks;
  }
}
