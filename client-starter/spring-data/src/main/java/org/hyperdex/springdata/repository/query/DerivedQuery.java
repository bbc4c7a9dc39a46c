package org.hyperdex.springdata.repository.query;

import java.util.List;
import java.util.stream.Stream;
import org.hyperdex.springdata.HyperDexOperations;
import org.hyperdex.springdata.Query;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.data.repository.query.ParametersParameterAccessor;
import org.springframework.data.repository.query.QueryMethod;
import org.springframework.data.repository.query.RepositoryQuery;

/** The query of one method of a repository. */
final class DerivedQuery implements RepositoryQuery {
  private final QueryMethod method;
  private final Class<?> type;
  private final Derivation derivation;
  private final HyperDexOperations operations;

  DerivedQuery(
      QueryMethod method, Class<?> type, Derivation derivation, HyperDexOperations operations) {
    this.method = method;
    this.type = type;
    this.derivation = derivation;
    this.operations = operations;
  }

  @Override
  public QueryMethod getQueryMethod() {
    return method;
  }

  @Override
  public @Nullable Object execute(@Nullable Object[] arguments) {
    Query query =
        derivation.query(
            new ParametersParameterAccessor(method.getParameters(), arguments).iterator());
    return switch (derivation.action()) {
      case FIND -> find(query);
      case COUNT -> number(operations.count(query, type));
      case EXISTS -> operations.exists(query, type);
      case DELETE -> number(operations.delete(query, type));
    };
  }

  private Object number(long count) {
    Class<?> returned = method.getReturnedObjectType();
    return returned == int.class || returned == Integer.class
        ? (Object) Math.toIntExact(count)
        : count;
  }

  private @Nullable Object find(Query query) {
    if (method.isStreamQuery()) {
      return operations.stream(query, type);
    }
    if (method.isCollectionQuery()) {
      return operations.find(query, type);
    }
    try (Stream<?> found = operations.stream(query, type)) {
      List<?> firstTwo = found.limit(2).toList();
      if (firstTwo.size() > 1) {
        throw new IncorrectResultSizeDataAccessException(
            method.getName() + " found more than one object", 1);
      }
      return firstTwo.isEmpty() ? null : firstTwo.getFirst();
    }
  }
}
