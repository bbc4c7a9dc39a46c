package org.hyperdex.core.function;

import org.hyperdex.core.data.NumberOrder;
import org.hyperdex.core.function.FunctionFailure.Reason;

/**
 * What can be done to a number with another.
 *
 * <p>On integers of 64 bits nothing wraps around: what does not fit fails. Floats follow IEEE 754
 * and never fail; the smaller and the larger of two go by the total order, in which NaN is the
 * greatest.
 */
public enum Arithmetic {
  ADD,
  SUB,
  MUL,
  DIV,
  MOD,
  AND,
  OR,
  XOR,
  MIN,
  MAX;

  /** Whether it is defined for floats, too. */
  public boolean appliesToFloats() {
    return switch (this) {
      case ADD, SUB, MUL, DIV, MIN, MAX -> true;
      case MOD, AND, OR, XOR -> false;
    };
  }

  /** {@code a op b}; throws {@link FunctionFailure} (OVERFLOW, DIVISION_BY_ZERO). */
  long apply(long a, long b) {
    if (b == 0 && (this == DIV || this == MOD)) {
      throw new FunctionFailure(Reason.DIVISION_BY_ZERO);
    }
    try {
      return switch (this) {
        case ADD -> Math.addExact(a, b);
        case SUB -> Math.subtractExact(a, b);
        case MUL -> Math.multiplyExact(a, b);
        case DIV -> Math.floorDivExact(a, b);
        case MOD -> Math.floorMod(a, b);
        case AND -> a & b;
        case OR -> a | b;
        case XOR -> a ^ b;
        case MIN -> Math.min(a, b);
        case MAX -> Math.max(a, b);
      };
    } catch (ArithmeticException e) {
      throw new FunctionFailure(Reason.OVERFLOW);
    }
  }

  /**
   * {@code a op b}.
   *
   * @throws IllegalArgumentException if it does not apply to floats
   */
  double apply(double a, double b) {
    return switch (this) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case MIN -> isLess(b, a) ? b : a;
      case MAX -> isLess(a, b) ? b : a;
      case MOD, AND, OR, XOR -> throw new IllegalArgumentException(this + " of floats");
    };
  }

  private static boolean isLess(double a, double b) {
    return Long.compareUnsigned(NumberOrder.ofFloat(a), NumberOrder.ofFloat(b)) < 0;
  }
}
