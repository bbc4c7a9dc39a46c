package org.hyperdex.springdata.repository.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperdex.springdata.HyperDexOperations;
import org.hyperdex.springdata.Query;
import org.hyperdex.springdata.repository.HyperDexRepository;

/** The methods that every repository has. */
public class SimpleHyperDexRepository<T, ID> implements HyperDexRepository<T, ID> {
  private final Class<T> type;
  private final HyperDexOperations operations;

  /** A repository of the objects of {@code type}. */
  public SimpleHyperDexRepository(Class<T> type, HyperDexOperations operations) {
    this.type = type;
    this.operations = operations;
  }

  @Override
  public <S extends T> S insert(S object) {
    return operations.insert(object);
  }

  @Override
  public <S extends T> S save(S object) {
    return operations.save(object);
  }

  @Override
  public <S extends T> List<S> saveAll(Iterable<S> objects) {
    List<S> saved = new ArrayList<>();
    for (S object : objects) {
      saved.add(save(object));
    }
    return saved;
  }

  @Override
  public Optional<T> findById(ID id) {
    return operations.findById(id, type);
  }

  @Override
  public boolean existsById(ID id) {
    return operations.existsById(id, type);
  }

  @Override
  public List<T> findAll() {
    return operations.find(Query.ALL, type);
  }

  @Override
  public List<T> findAllById(Iterable<ID> ids) {
    List<T> found = new ArrayList<>();
    for (ID id : ids) {
      findById(id).ifPresent(found::add);
    }
    return found;
  }

  @Override
  public long count() {
    return operations.count(Query.ALL, type);
  }

  @Override
  public void deleteById(ID id) {
    operations.deleteById(id, type);
  }

  @Override
  public void delete(T object) {
    operations.delete(object);
  }

  @Override
  public void deleteAllById(Iterable<? extends ID> ids) {
    ids.forEach(this::deleteById);
  }

  @Override
  public void deleteAll(Iterable<? extends T> objects) {
    objects.forEach(this::delete);
  }

  @Override
  public void deleteAll() {
    operations.delete(Query.ALL, type);
  }
}
