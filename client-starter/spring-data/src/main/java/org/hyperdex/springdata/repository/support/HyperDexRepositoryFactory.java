package org.hyperdex.springdata.repository.support;

import java.util.Optional;
import org.hyperdex.springdata.HyperDexOperations;
import org.hyperdex.springdata.repository.query.HyperDexQueryLookup;
import org.jspecify.annotations.Nullable;
import org.springframework.data.repository.core.EntityInformation;
import org.springframework.data.repository.core.RepositoryInformation;
import org.springframework.data.repository.core.RepositoryMetadata;
import org.springframework.data.repository.core.support.PersistentEntityInformation;
import org.springframework.data.repository.core.support.RepositoryFactorySupport;
import org.springframework.data.repository.query.QueryLookupStrategy;
import org.springframework.data.repository.query.ValueExpressionDelegate;

/** Makes repositories of interfaces. */
public final class HyperDexRepositoryFactory extends RepositoryFactorySupport {
  private final HyperDexOperations operations;

  /** A factory of repositories that use {@code operations}. */
  public HyperDexRepositoryFactory(HyperDexOperations operations) {
    this.operations = operations;
  }

  @Override
  public EntityInformation<?, ?> getEntityInformation(RepositoryMetadata metadata) {
    return new PersistentEntityInformation<>(
        operations
            .converter()
            .mappingContext()
            .getRequiredPersistentEntity(metadata.getDomainType()));
  }

  @Override
  protected Object getTargetRepository(RepositoryInformation information) {
    // A class that cannot be mapped is found out here, not by the first operation.
    operations.converter().mapping(information.getDomainType());
    return getTargetRepositoryViaReflection(information, information.getDomainType(), operations);
  }

  @Override
  protected Class<?> getRepositoryBaseClass(RepositoryMetadata metadata) {
    return SimpleHyperDexRepository.class;
  }

  @Override
  protected Optional<QueryLookupStrategy> getQueryLookupStrategy(
      QueryLookupStrategy.@Nullable Key key, ValueExpressionDelegate expressions) {
    return Optional.of(new HyperDexQueryLookup(operations));
  }
}
