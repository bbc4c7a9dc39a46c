package org.hyperdex.springdata.repository.query;

import java.lang.reflect.Method;
import org.hyperdex.springdata.HyperDexOperations;
import org.springframework.data.projection.ProjectionFactory;
import org.springframework.data.repository.core.NamedQueries;
import org.springframework.data.repository.core.RepositoryMetadata;
import org.springframework.data.repository.query.DefaultParameters;
import org.springframework.data.repository.query.QueryLookupStrategy;
import org.springframework.data.repository.query.QueryMethod;
import org.springframework.data.repository.query.RepositoryQuery;

/** Derives the query of a method from its name; there is no other way. */
public final class HyperDexQueryLookup implements QueryLookupStrategy {
  private final HyperDexOperations operations;

  /** A lookup of queries that use {@code operations}. */
  public HyperDexQueryLookup(HyperDexOperations operations) {
    this.operations = operations;
  }

  @Override
  public RepositoryQuery resolveQuery(
      Method method,
      RepositoryMetadata metadata,
      ProjectionFactory factory,
      NamedQueries namedQueries) {
    QueryMethod queryMethod = new QueryMethod(method, metadata, factory, DefaultParameters::new);
    return new DerivedQuery(
        queryMethod,
        metadata.getDomainType(),
        Derivation.of(queryMethod, method, metadata.getDomainType(), operations.converter()),
        operations);
  }
}
