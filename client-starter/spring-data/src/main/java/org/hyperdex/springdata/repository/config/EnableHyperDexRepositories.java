package org.hyperdex.springdata.repository.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.hyperdex.springdata.repository.support.HyperDexRepositoryFactoryBean;
import org.springframework.beans.factory.support.BeanNameGenerator;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Import;
import org.springframework.data.repository.config.DefaultRepositoryBaseClass;

/** Makes beans of the repositories found in packages; by default that of the annotated class. */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Import(HyperDexRepositoriesRegistrar.class)
public @interface EnableHyperDexRepositories {
  /** The same as {@link #basePackages}. */
  String[] value() default {};

  /** The packages to look into, with those below. */
  String[] basePackages() default {};

  /** Classes whose packages to look into, with those below. */
  Class<?>[] basePackageClasses() default {};

  /** Which interfaces are repositories, besides those that look like it. */
  Filter[] includeFilters() default {};

  /** Which interfaces are not. */
  Filter[] excludeFilters() default {};

  /** How names of classes end that implement methods of a repository. */
  String repositoryImplementationPostfix() default "Impl";

  /** Required by the infrastructure; named queries do not exist here. */
  String namedQueriesLocation() default "";

  /** What makes repositories. */
  Class<?> repositoryFactoryBeanClass() default HyperDexRepositoryFactoryBean.class;

  /** The class of repositories. */
  Class<?> repositoryBaseClass() default DefaultRepositoryBaseClass.class;

  /** How beans are named. */
  Class<? extends BeanNameGenerator> nameGenerator() default BeanNameGenerator.class;

  /** Whether interfaces inside of classes count. */
  boolean considerNestedRepositories() default false;

  /** The name of the bean of type {@code HyperDexOperations} that repositories use. */
  String hyperDexTemplateRef() default "hyperDexTemplate";
}
