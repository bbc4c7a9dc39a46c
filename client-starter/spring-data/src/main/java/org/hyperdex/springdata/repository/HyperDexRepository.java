package org.hyperdex.springdata.repository;

import org.springframework.data.repository.ListCrudRepository;
import org.springframework.data.repository.NoRepositoryBean;

/**
 * A repository of the objects of one class.
 *
 * <p>Methods whose names begin with {@code findBy}, {@code countBy}, {@code existsBy} or {@code
 * deleteBy} become queries: {@code findByLastName}, {@code findByLastAndPhoneBetween}, {@code
 * countByAgeGreaterThanEqual}. Of the keywords there are {@code And}, {@code Between}, {@code
 * GreaterThan}, {@code GreaterThanEqual}, {@code LessThan} and {@code LessThanEqual}.
 */
@NoRepositoryBean
public interface HyperDexRepository<T, ID> extends ListCrudRepository<T, ID> {
  /**
   * Stores a new object.
   *
   * @return the object with its version, if its class has one
   * @throws org.springframework.dao.DuplicateKeyException if there is an object of that key
   */
  <S extends T> S insert(S object);
}
