package org.hyperdex.springdata.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collection;
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

  interface Searches extends Repository<Contact, String> {
    List<Contact> findByLastNameOrPhoneAndAge(String lastName, long phone, int age);

    List<Contact> findByLastNameIn(Collection<String> lastNames);

    List<Contact> findByPhoneIn(long... phones);

    List<Contact> findByLastNameStartingWith(String prefix);

    List<Contact> findByLastNameEndingWith(String end);

    List<Contact> findByLastNameContaining(String part);

    List<Contact> findByLastNameMatches(String expression);

    List<Contact> findByNotesContainingAndNumbersContaining(String note, long number);

    List<Contact> findByCallsContaining(String key);

    List<Contact> findByNotesIsEmpty();

    List<Contact> findByLastNameIsNotEmptyAndAddedBefore(Instant instant);

    long countBy();
  }

  @Test
  void whatServersCanAnswerExactlyIsAsked() {
    Searches searches = repository(Searches.class);
    Instant instant = Instant.ofEpochSecond(7);

    searches.findByLastNameOrPhoneAndAge("Doe", 5, 6);
    searches.findByLastNameIn(List.of("Doe", "Roe"));
    searches.findByPhoneIn(3, 4);
    searches.findByLastNameStartingWith("D");
    searches.findByLastNameEndingWith("oe");
    searches.findByLastNameContaining("a.b\\E é");
    searches.findByLastNameMatches("^D");
    searches.findByNotesContainingAndNumbersContaining("x", 9);
    searches.findByCallsContaining("home");
    searches.findByNotesIsEmpty();
    searches.findByLastNameIsNotEmptyAndAddedBefore(instant);
    searches.countBy();

    assertThat(client.conditions)
        .containsExactly(
            Condition.equal("last", Value.Text.of("Doe"))
                .or(
                    Condition.equal("phone", new Value.Int(5))
                        .and(Condition.equal("age", new Value.Int(6)))),
            Condition.in("last", List.of(Value.Text.of("Doe"), Value.Text.of("Roe"))),
            Condition.in("phone", List.of(new Value.Int(3), new Value.Int(4))),
            Condition.prefix("last", "D"),
            Condition.regex("last", "oe$"),
            Condition.regex("last", "a\\.b\\\\E é"),
            Condition.regex("last", "^D"),
            Condition.contains("notes", Value.Text.of("x"))
                .and(Condition.contains("numbers", new Value.Int(9))),
            Condition.contains("calls", Value.Text.of("home")),
            Condition.lengthEqual("notes", 0),
            Condition.lengthGreaterOrEqual("last", 1)
                .and(Condition.lessThan("added", new Value.Timestamp(7_000_000))),
            Condition.ALL);
  }

  @Test
  void aTextThatMayStandForBytesThatAreNoneIsNotSearchedFor() {
    Searches searches = repository(Searches.class);

    assertThatThrownBy(() -> searches.findByLastNameContaining("a\uFFFD"))
        .isInstanceOf(InvalidDataAccessApiUsageException.class)
        .hasMessageContaining("lastName");
  }

  @Test
  void nullAsAnArgumentIsRefused() {
    Contacts contacts = repository(Contacts.class);

    assertThatThrownBy(() -> contacts.findByLastName(null))
        .isInstanceOf(InvalidDataAccessApiUsageException.class)
        .hasMessageContaining("lastName");
  }

  interface WithLike extends Repository<Contact, String> {
    List<Contact> findByLastNameLike(String pattern);
  }

  interface WithNot extends Repository<Contact, String> {
    List<Contact> findByLastNameNot(String lastName);
  }

  interface WithInOfOne extends Repository<Contact, String> {
    List<Contact> findByLastNameIn(String lastName);
  }

  interface WithInOfOthers extends Repository<Contact, String> {
    List<Contact> findByLastNameIn(List<Long> lastNames);
  }

  interface WithPrefixOfNumber extends Repository<Contact, String> {
    List<Contact> findByPhoneStartingWith(long phone);
  }

  interface WithContainingOfNumber extends Repository<Contact, String> {
    List<Contact> findByPhoneContaining(long phone);
  }

  interface WithContainingOfOthers extends Repository<Contact, String> {
    List<Contact> findByNotesContaining(long note);
  }

  interface WithEmptyNumber extends Repository<Contact, String> {
    List<Contact> findByPhoneIsEmpty();
  }

  interface WithNull extends Repository<Contact, String> {
    List<Contact> findByLastNameIsNull();
  }

  interface WithNotContaining extends Repository<Contact, String> {
    List<Contact> findByNotesNotContaining(String note);
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
        Arguments.of(WithLike.class, "findByLastNameLike", "lastName LIKE"),
        Arguments.of(WithNot.class, "findByLastNameNot", "lastName NEGATING"),
        Arguments.of(WithInOfOne.class, "findByLastNameIn", "a collection or an array"),
        Arguments.of(WithInOfOthers.class, "findByLastNameIn", "Long does not fit"),
        Arguments.of(WithPrefixOfNumber.class, "findByPhoneStartingWith", "'prefix'"),
        Arguments.of(WithContainingOfNumber.class, "findByPhoneContaining", "phone CONTAINING"),
        Arguments.of(WithContainingOfOthers.class, "findByNotesContaining", "Long does not fit"),
        Arguments.of(WithEmptyNumber.class, "findByPhoneIsEmpty", "'length_eq'"),
        Arguments.of(WithNull.class, "findByLastNameIsNull", "lastName IS_NULL"),
        Arguments.of(WithNotContaining.class, "findByNotesNotContaining", "NOT_CONTAINING"),
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
