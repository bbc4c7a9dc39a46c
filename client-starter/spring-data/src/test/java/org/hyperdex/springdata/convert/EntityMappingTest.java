package org.hyperdex.springdata.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hyperdex.client.StoredObject;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.TimestampUnit;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.springdata.Contact;
import org.hyperdex.springdata.mapping.HyperDexMappingContext;
import org.hyperdex.springdata.mapping.Key;
import org.hyperdex.springdata.mapping.Space;
import org.junit.jupiter.api.Test;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.data.mapping.MappingException;

/** Objects and values correspond, or it is said why they do not. */
class EntityMappingTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Attribute("username", AttributeType.STRING),
              new Attribute("last", AttributeType.STRING),
              new Attribute("phone", AttributeType.INT),
              new Attribute("age", AttributeType.INT),
              new Attribute("score", AttributeType.FLOAT),
              new Attribute("added", new AttributeType.Timestamp(TimestampUnit.DAY)),
              new Attribute("picture", AttributeType.STRING),
              new Attribute("notes", new AttributeType.ListOf(AttributeType.STRING)),
              new Attribute("numbers", new AttributeType.SetOf(AttributeType.INT)),
              new Attribute(
                  "calls", new AttributeType.MapOf(AttributeType.STRING, AttributeType.INT))));

  private final HyperDexConverter converter = new HyperDexConverter(new HyperDexMappingContext());

  private static StoredObject stored(Value key, Map<String, Value> attributes, Version version) {
    List<Bytes> columns = new ArrayList<>();
    for (Attribute attribute : SCHEMA.attributes().subList(1, SCHEMA.size())) {
      columns.add(
          ValueCodec.encode(
              attribute.type(), Objects.requireNonNull(attributes.get(attribute.name()))));
    }
    return StoredObject.encoded(
        SCHEMA, ValueCodec.encode(AttributeType.STRING, key), Row.of(columns), version);
  }

  @Test
  void aRecordComesBackAsItWasWithItsVersion() {
    EntityMapping<Contact> mapping = converter.mapping(Contact.class);
    Contact contact = Contact.of("jdoe", null);

    Contact read =
        mapping.read(
            stored(mapping.keyOf(contact), mapping.attributesOf(contact), new Version(3, 17)));

    assertThat(read)
        .usingRecursiveComparison()
        .isEqualTo(mapping.withVersion(contact, new Version(3, 17)));
    assertThat(read.version()).isEqualTo("3.17");
  }

  @Test
  void namesOfAttributesAreThoseOfTheAnnotations() {
    EntityMapping<Contact> mapping = converter.mapping(Contact.class);

    assertThat(mapping.spaceName()).isEqualTo("phonebook");
    assertThat(mapping.attributeName("name")).isEqualTo("username");
    assertThat(mapping.attributesOf(Contact.of("jdoe", "1.2")))
        .containsOnlyKeys(
            "last", "phone", "age", "score", "added", "picture", "notes", "numbers", "calls");
  }

  @Test
  void nullIsStoredAsTheZeroValue() {
    Plain plain = new Plain();
    plain.id = "a";

    assertThat(converter.mapping(Plain.class).attributesOf(plain))
        .containsExactly(Map.entry("note", Value.Text.of("")));
  }

  @Test
  void aClassWithFieldsIsMappedAndChangedInPlace() {
    EntityMapping<Versioned> mapping = converter.mapping(Versioned.class);
    Versioned object = new Versioned();
    object.id = 5;

    assertThat(mapping.withVersion(object, new Version(1, 2))).isSameAs(object);
    assertThat(object.version).isEqualTo(new Version(1, 2));
    assertThat(mapping.spaceName()).isEqualTo("versioned");
  }

  @Test
  void aPropertyOfATypeThatNoAttributeHoldsIsRefusedByName() {
    assertThatThrownBy(() -> converter.mapping(Priced.class))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("price")
        .hasMessageContaining("BigDecimal");
  }

  @Test
  void aClassWithoutKeyIsRefused() {
    assertThatThrownBy(() -> converter.mapping(Keyless.class))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("@Key");
  }

  @Test
  void aValueOfAnotherTypeIsRefusedByPropertyName() {
    EntityMapping<Contact> mapping = converter.mapping(Contact.class);

    assertThatThrownBy(() -> mapping.value("phone", "5551234"))
        .isInstanceOf(InvalidDataAccessApiUsageException.class)
        .hasMessageContaining("phone")
        .hasMessageContaining("an integer");
    assertThatThrownBy(() -> mapping.keyValue(null))
        .isInstanceOf(InvalidDataAccessApiUsageException.class);
  }

  @Test
  void aNumberOutsideTheRangeOfThePropertyIsNotCutOff() {
    EntityMapping<Contact> mapping = converter.mapping(Contact.class);
    Contact contact = Contact.of("jdoe", null);
    Map<String, Value> attributes = new HashMap<>(mapping.attributesOf(contact));
    attributes.put("age", new Value.Int(1L << 40));

    assertThatThrownBy(() -> mapping.read(stored(mapping.keyOf(contact), attributes, Version.NONE)))
        .isInstanceOf(InvalidDataAccessResourceUsageException.class)
        .hasMessageContaining("age");
  }

  @Test
  void aSpaceWithoutThePropertysAttributeIsSaidToBeSo() {
    Schema poor = new Schema(List.of(new Attribute("id", AttributeType.STRING)));
    StoredObject object =
        StoredObject.encoded(poor, Bytes.utf8("a"), Row.of(List.of()), Version.NONE);

    assertThatThrownBy(() -> converter.mapping(Plain.class).read(object))
        .isInstanceOf(InvalidDataAccessResourceUsageException.class)
        .hasMessageContaining("no attribute note");
  }

  @Space
  static class Plain {
    @Key String id;
    String note;
  }

  static class Versioned {
    @Key long id;
    @org.springframework.data.annotation.Version Version version;
  }

  record Priced(@Key String id, BigDecimal price) {}

  record Keyless(String id) {}
}
