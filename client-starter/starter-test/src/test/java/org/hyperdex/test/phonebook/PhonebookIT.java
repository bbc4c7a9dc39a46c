package org.hyperdex.test.phonebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.StoredObject;
import org.hyperdex.core.data.Value;
import org.hyperdex.springdata.HyperDexTemplate;
import org.hyperdex.springdata.Query;
import org.hyperdex.test.EmbeddedHyperDex;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.ScrollPosition;
import org.springframework.data.domain.Sort;
import org.springframework.data.support.WindowIterator;

/** An application's objects in a real cluster, on all three floors. */
@SpringBootTest
@EmbeddedHyperDex(
    servers = 2,
    spaces =
        """
        space phonebook
        key username
        attributes first, last, int phone, set(string) tags, timestamp(day) added
        subspace first, last, phone
        create 4 partitions
        tolerate 1 failures
        """)
class PhonebookIT {
  private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

  @Autowired private HyperDexClient client;
  @Autowired private HyperDexTemplate template;
  @Autowired private ContactRepository contacts;

  private static Contact contact(String username, String first, String last, long phone) {
    return new Contact(
        username, first, last, phone, Set.of("friend", "work"), NEW_YEAR.plusSeconds(phone), null);
  }

  private void fill() {
    contacts.saveAll(
        List.of(
            contact("john", "John", "Doe", 1),
            contact("jane", "Jane", "Doe", 2),
            contact("jill", "Jill", "Doe", 3),
            contact("mary", "Mary", "Major", 4)));
  }

  @AfterEach
  void empty() {
    contacts.deleteAll();
  }

  @Test
  void anObjectIsCreatedReadChangedAndRemoved() {
    Contact created = contacts.save(contact("john", "John", "Doe", 1));
    assertThat(created.version()).isNotNull();
    assertThat(contacts.findById("john")).contains(created);

    Contact changed = contacts.save(created.withPhone(9));
    assertThat(changed.version()).isNotEqualTo(created.version());
    assertThat(template.findById("john", Contact.class)).contains(changed);

    contacts.delete(changed);
    assertThat(contacts.existsById("john")).isFalse();
  }

  @Test
  void windowsFollowEachOtherInOrder() {
    fill();
    for (Sort sort : List.of(Sort.by("phone"), Sort.by("phone").descending(), Sort.unsorted())) {
      WindowIterator<Contact> all =
          WindowIterator.of(position ->
                  template.scroll(
                      Query.where("lastName").is("Doe"), sort, position, 2, Contact.class))
              .startingAt(ScrollPosition.keyset());
      List<String> names = new ArrayList<>();
      all.forEachRemaining(contact -> names.add(contact.username()));
      List<String> expected =
          sort.isUnsorted()
              ? List.of("jane", "jill", "john")
              : sort.iterator().next().isAscending()
                  ? List.of("john", "jane", "jill")
                  : List.of("jill", "jane", "john");
      assertThat(names).isEqualTo(expected);
    }
    assertThatThrownBy(() ->
            template.scroll(
                Query.ALL,
                Sort.by("firstName", "lastName"),
                ScrollPosition.keyset(),
                2,
                Contact.class))
        .isInstanceOf(InvalidDataAccessApiUsageException.class);
    assertThatThrownBy(() ->
            template.scroll(Query.ALL, Sort.unsorted(), ScrollPosition.offset(3), 2, Contact.class))
        .isInstanceOf(InvalidDataAccessApiUsageException.class);
  }

  @Test
  void theClientSeesWhatTheRepositoryHasStored() {
    contacts.save(contact("john", "John", "Doe", 1));

    StoredObject stored =
        HyperDexClient.await(client.get("phonebook", Value.Text.of("john"))).orElseThrow();

    assertThat(stored.attribute("last")).contains(Value.Text.of("Doe"));
    assertThat(stored.attribute("phone")).contains(new Value.Int(1));
  }

  @Test
  void aKeyThatExistsIsNotInsertedAgain() {
    contacts.insert(contact("john", "John", "Doe", 1));

    assertThatThrownBy(() -> template.insert(contact("john", "Johnny", "Doe", 2)))
        .isInstanceOf(DuplicateKeyException.class);
    assertThat(contacts.findById("john")).get().returns(1L, Contact::phone);
  }

  @Test
  void anObjectThatWasChangedMeanwhileIsNotOverwrittenOrRemoved() {
    Contact read = contacts.save(contact("john", "John", "Doe", 1));
    contacts.save(read.withPhone(2));

    assertThatThrownBy(() -> contacts.save(read.withPhone(3)))
        .isInstanceOf(OptimisticLockingFailureException.class);
    assertThatThrownBy(() -> contacts.delete(read))
        .isInstanceOf(OptimisticLockingFailureException.class);
    assertThat(contacts.findById("john")).get().returns(2L, Contact::phone);
  }

  @Test
  void equalityFindsExactlyTheEqual() {
    fill();

    assertThat(contacts.findByLastName("Doe"))
        .extracting(Contact::username)
        .containsExactlyInAnyOrder("john", "jane", "jill");
    assertThat(contacts.findByFirstNameAndLastName("Mary", "Major")).isPresent();
    assertThat(contacts.findByFirstNameAndLastName("Mary", "Doe")).isEmpty();
  }

  @Test
  void rangesFindExactlyWhatIsInside() {
    fill();

    assertThat(contacts.findByLastNameAndPhoneBetween("Doe", 2, 4))
        .extracting(Contact::username)
        .containsExactlyInAnyOrder("jane", "jill");
    try (Stream<Contact> late = contacts.streamByAddedGreaterThan(NEW_YEAR.plusSeconds(3))) {
      assertThat(late).extracting(Contact::username).containsExactly("mary");
    }
    assertThat(contacts.countByPhoneLessThanEqual(3)).isEqualTo(3);
    assertThat(contacts.existsByPhoneGreaterThan(3)).isTrue();
    assertThat(contacts.existsByPhoneGreaterThan(4)).isFalse();
    assertThat(
            template.find(
                Query.where("phone").greaterThanOrEqualTo(2).and("phone").lessThan(4),
                Contact.class))
        .extracting(Contact::username)
        .containsExactlyInAnyOrder("jane", "jill");
  }

  @Test
  void aQueryRemovesWhatItMeans() {
    fill();

    assertThat(contacts.deleteByPhoneLessThan(3)).isEqualTo(2);
    assertThat(contacts.findAll())
        .extracting(Contact::username)
        .containsExactlyInAnyOrder("jill", "mary");
  }

  @Test
  void oneObjectIsNotChosenFromMany() {
    fill();
    contacts.save(contact("john2", "John", "Doe", 7));

    assertThatThrownBy(() -> contacts.findByFirstNameAndLastName("John", "Doe"))
        .isInstanceOf(IncorrectResultSizeDataAccessException.class);
  }

  @Test
  void setsComeBackWhole() {
    contacts.save(contact("john", "John", "Doe", 1));

    assertThat(contacts.findById("john")).get().returns(Set.of("friend", "work"), Contact::tags);
  }
}
