package org.hyperdex.springboot.autoconfigure.contacts;

import java.util.List;
import org.hyperdex.springdata.repository.HyperDexRepository;

/** A repository in the application's package. */
public interface ContactRepository extends HyperDexRepository<Contact, String> {
  /** A derived query. */
  List<Contact> findByLastName(String lastName);
}
