package org.hyperdex.gateway.objects;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.core.data.Value;
import org.jspecify.annotations.Nullable;

/** Evaluates Java as it stands in documents, in this JVM. */
public final class JavaExamples implements AutoCloseable {
  private static final Map<String, Object> VARIABLES = new HashMap<>();
  private static volatile @Nullable Object result;

  private final JShell shell = JShell.builder().executionEngine("local").build();

  JavaExamples() {
    String classes = System.getProperty("surefire.test.class.path", "");
    shell.addToClasspath(classes.isEmpty() ? System.getProperty("java.class.path", "") : classes);
    for (String name :
        List.of(
            "java.util.*",
            "org.hyperdex.client.*",
            "org.hyperdex.client.json.*",
            "org.hyperdex.core.data.*",
            "org.hyperdex.core.function.Function",
            "org.hyperdex.core.protocol.Version",
            "static org.hyperdex.gateway.objects.JavaExamples.*")) {
      evaluate("import " + name + ";");
    }
  }

  /** The value of an expression. */
  synchronized Object value(String expression) {
    evaluate("org.hyperdex.gateway.objects.JavaExamples.give(" + expression + ");");
    Object given = result;
    if (given == null) {
      throw new AssertionError("no value: " + expression);
    }
    return given;
  }

  /** Lets expressions use {@code client}. */
  void setClient(HyperDexClient client) {
    set("client", HyperDexClient.class, client);
  }

  /** Lets expressions use a variable. */
  void set(String name, Object value) {
    set(name, value.getClass(), value);
  }

  private void set(String name, Class<?> kind, Object value) {
    VARIABLES.put(name, value);
    String type = kind.getSimpleName();
    evaluate("%s %s = (%s) variable(\"%s\");".formatted(type, name, type, name));
  }

  private void evaluate(String source) {
    result = null;
    for (SnippetEvent event : shell.eval(source)) {
      if (event.exception() != null) {
        throw new AssertionError(source, event.exception());
      }
      List<String> problems =
          shell.diagnostics(event.snippet()).map(problem -> problem.getMessage(null)).toList();
      if (!problems.isEmpty()) {
        throw new AssertionError(source + ": " + problems);
      }
    }
  }

  /** Called by what is evaluated. */
  public static void give(Object value) {
    result = value;
  }

  /** Called by what is evaluated. */
  public static @Nullable Object variable(String name) {
    return VARIABLES.get(name);
  }

  /** A map of integers, keys and values in turn. */
  public static Value.MapOf ints(Object... keysAndValues) {
    Map<String, Value.Scalar> entries = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      entries.put((String) keysAndValues[i], new Value.Int((Integer) keysAndValues[i + 1]));
    }
    return map(entries);
  }

  /** A map of strings, keys and values in turn. */
  public static Value.MapOf texts(String... keysAndValues) {
    Map<String, Value.Scalar> entries = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      entries.put(keysAndValues[i], Value.Text.of(keysAndValues[i + 1]));
    }
    return map(entries);
  }

  private static Value.MapOf map(Map<String, Value.Scalar> entries) {
    return new Value.MapOf(
        entries.entrySet().stream()
            .map(entry -> new Value.Entry(Value.Text.of(entry.getKey()), entry.getValue()))
            .toList());
  }

  @Override
  public void close() {
    shell.close();
  }
}
