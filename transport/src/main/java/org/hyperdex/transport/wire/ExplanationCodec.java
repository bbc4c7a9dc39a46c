package org.hyperdex.transport.wire;

import java.util.ArrayList;
import java.util.List;
import org.hyperdex.core.protocol.Explanation;
import org.hyperdex.core.protocol.Explanation.Weighed;

/** The bytes of an {@link Explanation}. */
final class ExplanationCodec {
  /** Two lengths and a number. */
  private static final int MINIMUM_WEIGHED_BYTES = 3;

  private ExplanationCodec() {}

  static void encode(Explanation explanation, WireWriter out) {
    encode(explanation.chosen(), out);
    out.writeVarint(explanation.considered().size());
    explanation.considered().forEach(weighed -> encode(weighed, out));
    out.writeVarlong(explanation.rowsRead());
    out.writeVarlong(explanation.rowsMatching());
    out.writeVarlong(explanation.planNanos());
    out.writeVarlong(explanation.scanNanos());
  }

  private static void encode(Weighed weighed, WireWriter out) {
    out.writeString(weighed.kind());
    out.writeVarlong(weighed.cost());
    out.writeString(weighed.text());
  }

  static Explanation decode(WireReader in) {
    Weighed chosen = decodeWeighed(in);
    int count = in.readCount(MINIMUM_WEIGHED_BYTES);
    List<Weighed> considered = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      considered.add(decodeWeighed(in));
    }
    return new Explanation(
        chosen, considered, in.readVarlong(), in.readVarlong(), in.readVarlong(), in.readVarlong());
  }

  private static Weighed decodeWeighed(WireReader in) {
    return new Weighed(in.readString(), in.readVarlong(), in.readString());
  }
}
