package org.hyperdex.springdata;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hyperdex.client.Condition;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.SearchRequest;
import org.hyperdex.client.SearchStream;
import org.hyperdex.client.StoredObject;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.WriteResult;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.springdata.convert.EntityMapping;
import org.hyperdex.springdata.convert.HyperDexConverter;
import org.hyperdex.springdata.mapping.HyperDexMappingContext;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.ScrollPosition;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Window;

/** {@link HyperDexOperations} on a client. For any number of threads. */
public final class HyperDexTemplate implements HyperDexOperations {
  private final HyperDexClient client;
  private final HyperDexConverter converter;

  /** A template with mappings of its own. */
  public HyperDexTemplate(HyperDexClient client) {
    this(client, new HyperDexConverter(new HyperDexMappingContext()));
  }

  /** A template with those mappings. The client stays the caller's to close. */
  public HyperDexTemplate(HyperDexClient client, HyperDexConverter converter) {
    this.client = client;
    this.converter = converter;
  }

  @Override
  public HyperDexConverter converter() {
    return converter;
  }

  @Override
  public <R> R execute(Function<HyperDexClient, R> action) {
    try {
      return action.apply(client);
    } catch (HyperDexException e) {
      throw ExceptionTranslation.of(e);
    }
  }

  @Override
  public <T> T insert(T object) {
    return insert(object, converter.mappingOf(object));
  }

  private <T> T insert(T object, EntityMapping<T> mapping) {
    return store(object, mapping, WriteOperation.putIfNotExist(mapping.attributesOf(object)));
  }

  @Override
  public <T> T save(T object) {
    EntityMapping<T> mapping = converter.mappingOf(object);
    Map<String, Value> attributes = mapping.attributesOf(object);
    if (!mapping.isVersioned()) {
      return store(object, mapping, WriteOperation.put(attributes));
    }
    Optional<Version> version = mapping.versionOf(object);
    return version.isEmpty()
        ? insert(object, mapping)
        : store(object, mapping, WriteOperation.putIfVersion(version.get(), attributes));
  }

  private <T> T store(T object, EntityMapping<T> mapping, WriteOperation operation) {
    Value key = mapping.keyOf(object);
    WriteResult result = write(mapping.spaceName(), key, operation);
    if (!result.outcome().success()) {
      throw refusal(mapping.spaceName(), key, result);
    }
    return mapping.withVersion(object, result.version());
  }

  private WriteResult write(String space, Value key, WriteOperation operation) {
    return execute(c -> HyperDexClient.await(c.write(space, key, operation)));
  }

  private static RuntimeException refusal(String space, Value key, WriteResult result) {
    String what = "object %s of space %s".formatted(key, space);
    return switch (result.outcome()) {
      case EXISTS -> new DuplicateKeyException(what + " exists");
      case VERSION_MISMATCH ->
          new OptimisticLockingFailureException(what + " was changed since it was read");
      case NOT_FOUND ->
          new OptimisticLockingFailureException(what + " was removed since it was read");
      case CREATED,
          OK,
          DELETED,
          GUARD_FAILED,
          OVERFLOW,
          DIVISION_BY_ZERO,
          MISSING_PATH,
          WRONG_TYPE,
          TOO_LARGE ->
          new DataIntegrityViolationException(what + " was not written: " + result.outcome());
    };
  }

  @Override
  public <T> Optional<T> findById(Object id, Class<T> type) {
    EntityMapping<T> mapping = converter.mapping(type);
    return get(mapping, id).map(mapping::read);
  }

  @Override
  public boolean existsById(Object id, Class<?> type) {
    return get(converter.mapping(type), id).isPresent();
  }

  private Optional<StoredObject> get(EntityMapping<?> mapping, Object id) {
    Value key = mapping.keyValue(id);
    return execute(c -> HyperDexClient.await(c.get(mapping.spaceName(), key)));
  }

  @Override
  public void delete(Object object) {
    delete(object, converter.mappingOf(object));
  }

  private <T> void delete(T object, EntityMapping<T> mapping) {
    Optional<Version> version = mapping.versionOf(object);
    Value key = mapping.keyOf(object);
    WriteResult result =
        write(
            mapping.spaceName(),
            key,
            version.map(WriteOperation::deleteIfVersion).orElseGet(WriteOperation::delete));
    boolean absent = result.outcome() == Outcome.NOT_FOUND && version.isEmpty();
    if (!result.outcome().success() && !absent) {
      throw refusal(mapping.spaceName(), key, result);
    }
  }

  @Override
  public boolean deleteById(Object id, Class<?> type) {
    EntityMapping<?> mapping = converter.mapping(type);
    Value key = mapping.keyValue(id);
    return write(mapping.spaceName(), key, WriteOperation.delete()).outcome().success();
  }

  @Override
  public <T> List<T> find(Query query, Class<T> type) {
    try (Stream<T> found = stream(query, type)) {
      return found.toList();
    }
  }

  @Override
  public <T> Stream<T> stream(Query query, Class<T> type) {
    EntityMapping<T> mapping = converter.mapping(type);
    return TranslatedSearch.stream(search(mapping, QueryTranslation.condition(mapping, query)))
        .map(mapping::read);
  }

  @Override
  public <T> Window<T> scroll(
      Query query, Sort sort, ScrollPosition position, int limit, Class<T> type) {
    EntityMapping<T> mapping = converter.mapping(type);
    SearchRequest request =
        Scrolling.request(
            mapping, QueryTranslation.condition(mapping, query), sort, position, limit);
    List<T> objects = new ArrayList<>();
    Optional<String> cursor =
        execute(c -> {
          try (SearchStream found = c.search(mapping.spaceName(), request)) {
            while (found.hasNext()) {
              objects.add(mapping.read(found.next()));
            }
            return found.cursor();
          }
        });
    int last = objects.size() - 1;
    return Window.from(
        objects,
        index -> {
          if (index != last || cursor.isEmpty()) {
            throw new IllegalStateException(
                "only the last object of a window that is not the last has a position");
          }
          return Scrolling.position(cursor.get());
        },
        cursor.isPresent());
  }

  private SearchStream search(EntityMapping<?> mapping, Condition condition) {
    return execute(c -> c.search(mapping.spaceName(), condition));
  }

  @Override
  public long count(Query query, Class<?> type) {
    EntityMapping<?> mapping = converter.mapping(type);
    Condition condition = QueryTranslation.condition(mapping, query);
    return execute(c -> HyperDexClient.await(c.count(mapping.spaceName(), condition)));
  }

  @Override
  public boolean exists(Query query, Class<?> type) {
    EntityMapping<?> mapping = converter.mapping(type);
    try (Stream<StoredObject> found =
        TranslatedSearch.stream(search(mapping, QueryTranslation.condition(mapping, query)))) {
      return found.findAny().isPresent();
    }
  }

  @Override
  public long delete(Query query, Class<?> type) {
    EntityMapping<?> mapping = converter.mapping(type);
    Condition condition = QueryTranslation.condition(mapping, query);
    WriteOperation deletion = WriteOperation.conditionalDelete(condition);
    try (Stream<StoredObject> found = TranslatedSearch.stream(search(mapping, condition))) {
      return found
          .filter(object -> write(mapping.spaceName(), object.key(), deletion).outcome().success())
          .count();
    }
  }
}
