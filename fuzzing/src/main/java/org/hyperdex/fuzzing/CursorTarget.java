package org.hyperdex.fuzzing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.hyperdex.core.client.SearchCursor;
import org.hyperdex.core.hyperspace.XxHash64;

/**
 * A cursor, as the text that a caller gives back. As no fuzzer guesses a checksum, half of the
 * inputs, by their first byte, are what it is of.
 */
final class CursorTarget implements FuzzTarget {
  @Override
  public String name() {
    return "cursor";
  }

  @Override
  public void accept(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    String text = input[0] % 2 == 0 ? new String(rest, StandardCharsets.UTF_8) : summed(rest);
    Optional<SearchCursor> cursor = SearchCursor.parse(text);
    cursor.ifPresent(read -> RoundTrip.check("a cursor", cursor, SearchCursor.parse(read.text())));
  }

  private static String summed(byte[] content) {
    byte[] all =
        ByteBuffer.allocate(content.length + Long.BYTES)
            .put(content)
            .putLong(XxHash64.hash(content))
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }
}
