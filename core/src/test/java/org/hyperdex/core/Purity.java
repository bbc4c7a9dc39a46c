package org.hyperdex.core;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What core may use. Packages are listed one by one, so whatever is not pure by its nature is
 * refused without being named here; inside the listed packages the exceptions are named.
 */
final class Purity {

  /** Packages whose types compute and do nothing else, but for the exceptions below. */
  private static final Set<String> PACKAGES =
      Set.of(
          "java.lang",
          "java.lang.annotation",
          // Lambdas, records and pattern switches are linked through these; VarHandle reads arrays.
          "java.lang.invoke",
          "java.lang.runtime",
          "java.math",
          "java.nio",
          "java.nio.charset",
          "java.time",
          "java.time.chrono",
          "java.time.format",
          "java.time.temporal",
          "java.util",
          "java.util.function",
          "java.util.regex",
          "java.util.stream",
          "java.util.zip",
          "com.google.re2j",
          "org.jspecify.annotations");

  /** Types that are data although their package is not. */
  private static final Set<String> TYPES =
      Set.of(
          // Named by lambdas, enums and exceptions; nothing is read or written through it.
          "java.io.Serializable",
          "java.util.concurrent.TimeUnit",
          // The shape of a source of random numbers that the caller hands in.
          "java.util.random.RandomGenerator");

  /** Types of the packages above that reach outside, or draw numbers nobody can repeat. */
  private static final Set<String> FORBIDDEN_TYPES =
      Set.of(
          "java.lang.ClassLoader",
          "java.lang.InheritableThreadLocal",
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.ProcessHandle",
          "java.lang.Runtime",
          "java.lang.ScopedValue",
          "java.lang.Thread",
          "java.lang.ThreadGroup",
          "java.lang.ThreadLocal",
          "java.nio.MappedByteBuffer",
          "java.time.Clock",
          "java.time.InstantSource",
          "java.util.Random",
          "java.util.Scanner",
          "java.util.ServiceLoader",
          "java.util.SplittableRandom",
          "java.util.Timer",
          "java.util.TimerTask");

  /** Members of pure types that are not pure; a value is a pattern for the member's full name. */
  private static final Map<String, Pattern> FORBIDDEN_MEMBERS =
      Map.ofEntries(
          // Of System, copying arrays is all that is pure: not even identityHashCode can be
          // repeated.
          Map.entry("java.lang.System", Pattern.compile("(?!arraycopy\\().*")),
          Map.entry("java.lang.Math", Pattern.compile("random\\(.*")),
          Map.entry("java.lang.StrictMath", Pattern.compile("random\\(.*")),
          Map.entry("java.lang.Object", Pattern.compile("(wait|notify|notifyAll)\\(.*")),
          Map.entry("java.lang.Class", Pattern.compile("(forName|getResource\\w*)\\(.*")),
          // One argument means a source of randomness of its own; a caller's can be repeated.
          Map.entry("java.util.Collections", Pattern.compile("shuffle\\(java\\.util\\.List\\)")),
          Map.entry("java.util.UUID", Pattern.compile("randomUUID\\(.*")),
          Map.entry("java.util.Locale", Pattern.compile("(getDefault|setDefault)\\(.*")),
          Map.entry("java.util.TimeZone", Pattern.compile("(getDefault|setDefault)\\(.*")),
          Map.entry("java.time.ZoneId", Pattern.compile("systemDefault\\(.*")),
          Map.entry("java.util.Date", Pattern.compile("<init>\\(\\)")),
          Map.entry("java.util.Calendar", Pattern.compile("getInstance\\(.*")),
          Map.entry("java.util.GregorianCalendar", Pattern.compile("<init>\\(.*")),
          Map.entry("java.util.random.RandomGenerator", Pattern.compile("(of|getDefault)\\(.*")));

  private static final Pattern NOW = Pattern.compile("now\\(.*");

  static final ArchRule RULE =
      ArchRuleDefinition.classes()
          .should(dependOnPureTypesOnly())
          .andShould(useNoImpureMember())
          .because(
              "the same protocol code runs in production, in unit tests and in the simulator:"
                  + " time and randomness come in as arguments, effects go out as results");

  private Purity() {}

  private static ArchCondition<JavaClass> dependOnPureTypesOnly() {
    return new ArchCondition<>("depend on pure types only") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          if (!isPure(dependency.getTargetClass().getBaseComponentType())) {
            events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static ArchCondition<JavaClass> useNoImpureMember() {
    return new ArchCondition<>("use no impure member") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getAccessesFromSelf().forEach(access -> judge(type, access, events));
        type.getMethodReferencesFromSelf().forEach(access -> judge(type, access, events));
        type.getConstructorReferencesFromSelf().forEach(access -> judge(type, access, events));
      }
    };
  }

  private static void judge(JavaClass type, JavaAccess<?> access, ConditionEvents events) {
    if (isImpureMember(access.getTarget())) {
      events.add(SimpleConditionEvent.violated(type, access.getDescription()));
    }
  }

  private static boolean isPure(JavaClass type) {
    if (type.isPrimitive() || isCore(type)) {
      return true;
    }
    String outermost = type.getName().replaceFirst("\\$.*", "");
    return TYPES.contains(outermost)
        || (PACKAGES.contains(type.getPackageName()) && !FORBIDDEN_TYPES.contains(outermost));
  }

  private static boolean isCore(JavaClass type) {
    String core = Purity.class.getPackageName();
    return type.getPackageName().equals(core) || type.getPackageName().startsWith(core + ".");
  }

  private static boolean isImpureMember(AccessTarget target) {
    String owner = target.getOwner().getName();
    String member = target.getFullName().substring(owner.length() + 1);
    if (owner.startsWith("java.time.") && NOW.matcher(member).matches()) {
      return true;
    }
    Pattern forbidden = FORBIDDEN_MEMBERS.get(owner);
    return forbidden != null && forbidden.matcher(member).matches();
  }
}
