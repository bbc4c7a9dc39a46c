package org.hyperdex.fuzzing;

import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.core.schema.SpaceParser;

/** A space with an attribute of every kind. */
final class FuzzedSpace {
  static final Schema SCHEMA =
      SpaceParser.parse(
              """
              space fuzzed
              key string k
              attributes
                string s, int i, float f, timestamp(second) t, document d,
                list(string) ls, list(int) li, list(float) lf,
                set(string) ss, set(int) si, set(float) sf,
                map(string, string) mss, map(string, int) msi, map(string, float) msf,
                map(int, string) mis, map(int, int) mii, map(int, float) mif,
                map(float, string) mfs, map(float, int) mfi, map(float, float) mff
              """)
          .schema();

  private FuzzedSpace() {}

  /** The type of one of the attributes, whatever {@code choice} is. */
  static AttributeType type(byte choice) {
    return SCHEMA.attribute(Byte.toUnsignedInt(choice) % SCHEMA.size()).type();
  }
}
