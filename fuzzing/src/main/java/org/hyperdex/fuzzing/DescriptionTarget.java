package org.hyperdex.fuzzing;

import java.nio.charset.StandardCharsets;
import org.hyperdex.core.schema.SpaceDescription;
import org.hyperdex.core.schema.SpaceDescriptionException;
import org.hyperdex.core.schema.SpaceParser;
import org.hyperdex.core.schema.SpaceText;

/** The description of a space: what is accepted can be written, and read again. */
final class DescriptionTarget implements FuzzTarget {
  @Override
  public String name() {
    return "description";
  }

  @Override
  public void accept(byte[] input) {
    SpaceDescription description;
    try {
      description = SpaceParser.parse(new String(input, StandardCharsets.UTF_8));
    } catch (SpaceDescriptionException _) {
      return;
    }
    RoundTrip.check("a description", description, SpaceParser.parse(SpaceText.of(description)));
  }
}
