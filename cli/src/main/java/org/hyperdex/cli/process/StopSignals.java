package org.hyperdex.cli.process;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * Signals of the operating system.
 *
 * <p>The JDK answers a first signal by its shutdown hooks and ignores every other; that a second
 * one ends the process at once is possible only with {@code sun.misc.Signal}. The class is
 * supported ({@code jdk.unsupported}) but javac warns of it without a way to say that this is
 * known, hence reflection.
 */
public final class StopSignals {
  /** Asks a process to end, as {@code kill} does. */
  public static final String TERMINATE = "TERM";

  /** Ctrl-C, delivered to all processes of a terminal's foreground. */
  public static final String INTERRUPT = "INT";

  /** The terminal is gone. */
  public static final String HANG_UP = "HUP";

  private static final int SIGNAL_EXIT_CODE = 128;

  private StopSignals() {}

  /**
   * Calls {@code action} with the exit code that stands for the signal, on a thread of its own,
   * each time the signal arrives. A signal that this process was started to ignore, as by {@code
   * nohup}, stays ignored; one that the platform does not have is left out.
   */
  public static void handle(String name, IntConsumer action) {
    try {
      Class<?> signalClass = Class.forName("sun.misc.Signal");
      Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
      Object signal = signalClass.getConstructor(String.class).newInstance(name);
      int number = (Integer) signalClass.getMethod("getNumber").invoke(signal);
      InvocationHandler invocation =
          (proxy, method, arguments) -> {
            if (method.getDeclaringClass() != Object.class) {
              action.accept(SIGNAL_EXIT_CODE + number);
              return null;
            }
            return objectMethod(proxy, method, arguments);
          };
      Object handler =
          Proxy.newProxyInstance(
              StopSignals.class.getClassLoader(), new Class<?>[] {handlerClass}, invocation);
      signalClass.getMethod("handle", signalClass, handlerClass).invoke(null, signal, handler);
    } catch (ReflectiveOperationException e) {
      // Without the class or the signal the JDK's own reaction stays, which is an orderly end too.
    }
  }

  // A proxy is equal to itself alone; to ask its equals would lead here again.
  @SuppressWarnings("ReferenceEquality")
  private static Object objectMethod(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "StopSignals";
    };
  }
}
