package org.hyperdex.test.phonebook;

import java.time.Instant;
import java.util.Set;
import org.hyperdex.springdata.mapping.Attribute;
import org.hyperdex.springdata.mapping.Key;
import org.hyperdex.springdata.mapping.Space;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Version;

/** What the phonebook keeps. */
@Space("phonebook")
record Contact(
    @Key String username,
    @Attribute("first") String firstName,
    @Attribute("last") String lastName,
    long phone,
    Set<String> tags,
    Instant added,
    @Version @Nullable String version) {
  Contact withPhone(long newPhone) {
    return new Contact(username, firstName, lastName, newPhone, tags, added, version);
  }
}
