package org.hyperdex.test.phonebook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hyperdex.springdata.repository.HyperDexRepository;

interface ContactRepository extends HyperDexRepository<Contact, String> {
  List<Contact> findByLastName(String lastName);

  List<Contact> findByLastNameAndPhoneBetween(String lastName, long lower, long upper);

  Optional<Contact> findByFirstNameAndLastName(String firstName, String lastName);

  Stream<Contact> streamByAddedGreaterThan(Instant after);

  long countByPhoneLessThanEqual(long phone);

  boolean existsByPhoneGreaterThan(long phone);

  long deleteByPhoneLessThan(long phone);
}
