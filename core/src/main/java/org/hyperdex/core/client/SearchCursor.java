package org.hyperdex.core.client;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.hyperspace.XxHash64;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Ordering;
import org.hyperdex.core.query.Position;
import org.hyperdex.core.query.Predicate;

/**
 * Where an ordered search goes on: the place of the object that was delivered last, and what the
 * search was, so that nobody goes on with another one by mistake. It names no server, region or
 * process: whatever happens to those, it stays good as long as the space exists.
 *
 * @param space the id of the space, which another space of the same name does not have
 * @param query a digest of predicate and order
 * @param place after which to go on
 */
public record SearchCursor(long space, long query, Position place) {
  private static final byte FORMAT = 1;
  private static final int HEADER_BYTES = 1 + 2 * Long.BYTES + Integer.BYTES;

  /** The cursor of a search that has delivered the object at {@code place}. */
  public static SearchCursor of(long space, Predicate predicate, Ordering by, Position place) {
    return new SearchCursor(space, digest(predicate, by), place);
  }

  /** Whether this is a cursor of a search for {@code predicate} in the order {@code by}. */
  public boolean isOf(Predicate predicate, Ordering by) {
    return query == digest(predicate, by);
  }

  /**
   * The text of the cursor: the base64url form of a format byte, both ids, the value with its
   * length, the key, and a checksum of all that.
   */
  public String text() {
    ByteBuffer buffer =
        ByteBuffer.allocate(
            HEADER_BYTES + place.value().length() + place.key().length() + Long.BYTES);
    buffer.put(FORMAT).putLong(space).putLong(query);
    buffer.putInt(place.value().length()).put(place.value().array()).put(place.key().array());
    buffer.putLong(XxHash64.hash(Arrays.copyOf(buffer.array(), buffer.position())));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
  }

  /** Reads what {@link #text} wrote; empty if the text is anything else. */
  public static Optional<SearchCursor> parse(String text) {
    byte[] array;
    try {
      array = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    int end = array.length - Long.BYTES;
    if (end < HEADER_BYTES) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(array);
    if (buffer.get() != FORMAT || buffer.getLong(end) != XxHash64.hash(Arrays.copyOf(array, end))) {
      return Optional.empty();
    }
    long space = buffer.getLong();
    long query = buffer.getLong();
    int valueBytes = buffer.getInt();
    if (valueBytes < 0 || valueBytes > end - HEADER_BYTES) {
      return Optional.empty();
    }
    int keyFrom = HEADER_BYTES + valueBytes;
    Bytes value = Bytes.wrap(Arrays.copyOfRange(array, HEADER_BYTES, keyFrom));
    Bytes key = Bytes.wrap(Arrays.copyOfRange(array, keyFrom, end));
    return Optional.of(new SearchCursor(space, query, new Position(value, key)));
  }

  /** The same in every process and version: by the names of operators, not by their numbers. */
  private static long digest(Predicate predicate, Ordering by) {
    long digest = by.descending() ? ~(long) by.attribute() : by.attribute();
    for (List<Check> checks : predicate.alternatives()) {
      digest = mixed(digest, Bytes.utf8("or"));
      for (Check check : checks) {
        digest = mixed(digest, Bytes.utf8(check.attribute() + " " + check.operator().jsonName()));
        digest = mixed(digest, Bytes.utf8(check.path().text()));
        digest = mixed(digest, check.argument());
      }
    }
    return digest;
  }

  private static long mixed(long digest, Bytes part) {
    return XxHash64.hash(
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(digest)
            .putLong(XxHash64.hash(part.array()))
            .array());
  }
}
