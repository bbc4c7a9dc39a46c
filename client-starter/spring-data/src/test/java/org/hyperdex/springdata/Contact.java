package org.hyperdex.springdata;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hyperdex.springdata.mapping.Attribute;
import org.hyperdex.springdata.mapping.Key;
import org.hyperdex.springdata.mapping.Space;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Version;

/** A record with a property of every type there is. */
// Arrays are compared by identity in records, which no test relies on.
@SuppressWarnings("ArrayRecordComponent")
@Space("phonebook")
public record Contact(
    @Key("username") String name,
    @Attribute("last") @Nullable String lastName,
    long phone,
    int age,
    double score,
    Instant added,
    byte[] picture,
    List<String> notes,
    Set<Long> numbers,
    Map<String, Integer> calls,
    @Version @Nullable String version) {
  /** A contact of which only some properties matter. */
  public static Contact of(String name, @Nullable String version) {
    return new Contact(
        name,
        "Doe",
        5551234,
        42,
        0.5,
        Instant.parse("2026-01-02T03:04:05.123456Z"),
        new byte[] {1, 2},
        List.of("b", "a", "b"),
        Set.of(3L, 1L),
        Map.of("home", 7),
        version);
  }
}
