package org.hyperdex.springdata.repository.support;

import org.hyperdex.springdata.HyperDexOperations;
import org.jspecify.annotations.Nullable;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.core.support.RepositoryFactoryBeanSupport;
import org.springframework.data.repository.core.support.RepositoryFactorySupport;

/** Makes the bean of one repository. */
public class HyperDexRepositoryFactoryBean<R extends Repository<T, ID>, T, ID>
    extends RepositoryFactoryBeanSupport<R, T, ID> {
  private @Nullable HyperDexOperations operations;

  /** A factory of that interface. */
  public HyperDexRepositoryFactoryBean(Class<? extends R> repositoryInterface) {
    super(repositoryInterface);
  }

  /** What the repository uses. */
  public void setOperations(HyperDexOperations newOperations) {
    operations = newOperations;
    setMappingContext(newOperations.converter().mappingContext());
  }

  @Override
  protected RepositoryFactorySupport createRepositoryFactory() {
    HyperDexOperations given = operations;
    if (given == null) {
      throw new IllegalStateException("a repository needs HyperDexOperations");
    }
    return new HyperDexRepositoryFactory(given);
  }
}
