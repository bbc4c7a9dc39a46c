package org.hyperdex.springdata.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hyperdex.client.Condition;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.query.Operator;
import org.hyperdex.springdata.Contact;
import org.hyperdex.springdata.HyperDexTemplate;
import org.hyperdex.springdata.RecordingClient;
import org.hyperdex.springdata.repository.support.HyperDexRepositoryFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.QueryCreationException;

/** Names of methods become conditions for the servers; what cannot is refused at the start. */
class DerivedQueryTest {
  private final RecordingClient client = new RecordingClient();

  private <T> T repository(Class<T> type) {
    return new HyperDexRepositoryFactory(new HyperDexTemplate(client)).getRepository(type);
  }

  interface Contacts extends HyperDexRepository<Contact, String> {
    List<Contact> findByLastName(@Nullable String lastName);

    List<Contact> findByLastNameAndPhoneBetween(String lastName, long lower, long upper);

    Stream<Contact> streamByAgeGreaterThanAndScoreLessThanEqual(int age, double score);

    Optional<Contact> findByName(String name);

    long countByAgeLessThan(int age);

    boolean existsByPhoneGreaterThanEqual(long phone);

    int deleteByLastName(String lastName);
  }

  @Test
  void equalityAndRangesBecomeConditions() {
    Contacts contacts = repository(Contacts.class);

    assertThat(contacts.findByLastName("Doe")).isEmpty();
    assertThat(contacts.findByLastNameAndPhoneBetween("Doe", 1, 9)).isEmpty();
    try (Stream<Contact> found = contacts.streamByAgeGreaterThanAndScoreLessThanEqual(3, 0.5)) {
      assertThat(found).isEmpty();
    }
    assertThat(contacts.findByName("jdoe")).isEmpty();
    assertThat(contacts.countByAgeLessThan(7)).isZero();
    assertThat(contacts.existsByPhoneGreaterThanEqual(8)).isFalse();
    assertThat(contacts.deleteByLastName("Roe")).isZero();

    assertThat(client.conditions)
        .containsExactly(
            Condition.equal("last", Value.Text.of("Doe")),
            Condition.equal("last", Value.Text.of("Doe"))
                .and(Condition.between("phone", new Value.Int(1), new Value.Int(9))),
            Condition.of("age", Operator.GREATER_THAN, new Value.Int(3))
                .and(Condition.of("score", Operator.LESS_EQUAL, new Value.Float(0.5))),
            Condition.equal("username", Value.Text.of("jdoe")),
            Condition.of("age", Operator.LESS_THAN, new Value.Int(7)),
            Condition.of("phone", Operator.GREATER_EQUAL, new Value.Int(8)),
            Condition.equal("last", Value.Text.of("Roe")));
  }

  @Test
  void nullAsAnArgumentIsRefused() {
    Contacts contacts = repository(Contacts.class);

    assertThatThrownBy(() -> contacts.findByLastName(null))
        .isInstanceOf(InvalidDataAccessApiUsageException.class)
        .hasMessageContaining("lastName");
  }

  interface WithOr extends Repository<Contact, String> {
    List<Contact> findByLastNameOrPhone(String lastName, long phone);
  }

  interface WithLike extends Repository<Contact, String> {
    List<Contact> findByLastNameLike(String pattern);
  }

  interface WithNot extends Repository<Contact, String> {
    List<Contact> findByLastNameNot(String lastName);
  }

  interface WithIn extends Repository<Contact, String> {
    List<Contact> findByLastNameIn(List<String> lastNames);
  }

  interface WithIgnoreCase extends Repository<Contact, String> {
    List<Contact> findByLastNameIgnoreCase(String lastName);
  }

  interface WithOrder extends Repository<Contact, String> {
    List<Contact> findByLastNameOrderByPhone(String lastName);
  }

  interface WithLimit extends Repository<Contact, String> {
    List<Contact> findFirst3ByLastName(String lastName);
  }

  interface WithSort extends Repository<Contact, String> {
    List<Contact> findByLastName(String lastName, Sort sort);
  }

  interface WithPage extends Repository<Contact, String> {
    Page<Contact> findByLastName(String lastName, Pageable page);
  }

  interface WithRangeOfList extends Repository<Contact, String> {
    List<Contact> findByNotesGreaterThan(List<String> notes);
  }

  interface WithVersion extends Repository<Contact, String> {
    List<Contact> findByVersion(String version);
  }

  interface WithWrongParameter extends Repository<Contact, String> {
    List<Contact> findByPhone(String phone);
  }

  interface WithMissingParameter extends Repository<Contact, String> {
    List<Contact> findByPhoneBetween(long lower);
  }

  interface WithUnknownProperty extends Repository<Contact, String> {
    List<Contact> findByNickname(String nickname);
  }

  interface WithDeletedObjects extends Repository<Contact, String> {
    List<Contact> deleteByLastName(String lastName);
  }

  static Stream<Arguments> unanswerable() {
    return Stream.of(
        Arguments.of(WithOr.class, "findByLastNameOrPhone", "'Or'"),
        Arguments.of(WithLike.class, "findByLastNameLike", "lastName LIKE"),
        Arguments.of(WithNot.class, "findByLastNameNot", "lastName NEGATING"),
        Arguments.of(WithIn.class, "findByLastNameIn", "lastName IN"),
        Arguments.of(WithIgnoreCase.class, "findByLastNameIgnoreCase", "IgnoreCase"),
        Arguments.of(WithOrder.class, "findByLastNameOrderByPhone", "OrderBy"),
        Arguments.of(WithLimit.class, "findFirst3ByLastName", "First"),
        Arguments.of(WithSort.class, "findByLastName", "Sort"),
        Arguments.of(WithPage.class, "findByLastName", "Page"),
        Arguments.of(WithRangeOfList.class, "findByNotesGreaterThan", "notes GREATER_THAN"),
        Arguments.of(WithVersion.class, "findByVersion", "version"),
        Arguments.of(WithWrongParameter.class, "findByPhone", "String does not fit"),
        Arguments.of(WithMissingParameter.class, "findByPhoneBetween", "2 are needed"),
        Arguments.of(WithUnknownProperty.class, "findByNickname", "nickname"),
        Arguments.of(WithDeletedObjects.class, "deleteByLastName", "return type"));
  }

  @ParameterizedTest
  @MethodSource("unanswerable")
  void whatHyperDexCannotAnswerIsRefusedByMethodAndPart(
      Class<?> repository, String method, String part) {
    assertThatThrownBy(() -> repository(repository))
        .isInstanceOf(QueryCreationException.class)
        .hasMessageContaining(method)
        .hasMessageContaining(part);
  }
}
