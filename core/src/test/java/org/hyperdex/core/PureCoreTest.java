package org.hyperdex.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.EvaluationResult;
import org.hyperdex.core.impure.AsksTheClock;
import org.hyperdex.core.impure.AsksTheCurrentDate;
import org.hyperdex.core.impure.AsksTheEnvironment;
import org.hyperdex.core.impure.CountsProcessors;
import org.hyperdex.core.impure.DrawsFromSharedRandom;
import org.hyperdex.core.impure.DrawsRandomIdentifier;
import org.hyperdex.core.impure.DrawsRandomNumber;
import org.hyperdex.core.impure.HoldsLock;
import org.hyperdex.core.impure.LooksUpHost;
import org.hyperdex.core.impure.OffersPureThings;
import org.hyperdex.core.impure.PrintsToConsole;
import org.hyperdex.core.impure.ReadsFile;
import org.hyperdex.core.impure.ReferencesTheClock;
import org.hyperdex.core.impure.SeedsRandom;
import org.hyperdex.core.impure.ShufflesList;
import org.hyperdex.core.impure.StartsThread;
import org.hyperdex.core.impure.SubmitsToExecutor;
import org.hyperdex.core.impure.UsesTestLibrary;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Protects the one rule of the architecture: a pure core inside thin shells. */
class PureCoreTest {

  @Test
  @DisplayName("core decides without threads, clocks, sockets, disks, randomness or frameworks")
  void coreIsPure() {
    JavaClasses core =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(PureCoreTest.class.getPackageName());

    assertThat(core).as("classes of core, package-info included").isNotEmpty();
    assertThatCode(() -> Purity.RULE.check(core)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        AsksTheClock.class,
        AsksTheCurrentDate.class,
        AsksTheEnvironment.class,
        CountsProcessors.class,
        DrawsFromSharedRandom.class,
        DrawsRandomIdentifier.class,
        DrawsRandomNumber.class,
        HoldsLock.class,
        LooksUpHost.class,
        PrintsToConsole.class,
        ReadsFile.class,
        ReferencesTheClock.class,
        SeedsRandom.class,
        ShufflesList.class,
        StartsThread.class,
        SubmitsToExecutor.class,
        UsesTestLibrary.class,
      })
  @DisplayName("the rule rejects a class that breaks it")
  void ruleRejectsImpureClass(Class<?> impure) {
    assertThat(judge(impure).hasViolation()).isTrue();
  }

  @Test
  @DisplayName("the rule accepts records, enums, lambdas, exceptions, buffers and durations")
  void ruleAcceptsPureClass() {
    assertThat(judge(OffersPureThings.class).getFailureReport().getDetails()).isEmpty();
  }

  private static EvaluationResult judge(Class<?> type) {
    JavaClasses imported =
        new ClassFileImporter()
            .importPackagesOf(type)
            .that(
                DescribedPredicate.describe(
                    "are or are nested in " + type.getName(),
                    (JavaClass found) -> isInside(found, type)));
    assertThat(imported).as("imported classes").isNotEmpty();
    return Purity.RULE.evaluate(imported);
  }

  private static boolean isInside(JavaClass found, Class<?> type) {
    return found.getName().equals(type.getName())
        || found.getName().startsWith(type.getName() + "$");
  }
}
