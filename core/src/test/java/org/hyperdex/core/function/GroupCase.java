package org.hyperdex.core.function;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.Outcome;

/**
 * A function applied to all objects of a population that match, and what must become of each of
 * them: an object to which it cannot be applied stays as it is, and the others are changed.
 *
 * @param call what to do
 * @param selection which members are to match
 * @param members all there are
 */
public record GroupCase(FunctionCase call, Selection selection, List<Member> members) {
  /** More than the stride, so that no value is left out. */
  private static final int MEMBERS = 4;

  private static final int STRIDE = 3;
  private static final List<Selection> SELECTIONS =
      List.of(Selection.SOME, Selection.ALL, Selection.NONE, Selection.SOME);

  /** Which members of a population match. */
  public enum Selection {
    /** Those that are marked. */
    SOME,
    /** All. */
    ALL,
    /** None. */
    NONE
  }

  /**
   * An object.
   *
   * @param number among the members
   * @param marked whether it is one of some
   * @param before the attribute's value
   */
  public record Member(int number, boolean marked, Value before) {}

  /**
   * Cases of every function that applies to {@code type}, with one edge in three as the argument
   * and every one as the value of some member; some match, or all, or none.
   */
  public static List<GroupCase> all(AttributeType type) {
    List<GroupCase> cases = new ArrayList<>();
    for (Function function : EdgeCases.functions(type)) {
      List<EdgeCases.Pair> pairs = EdgeCases.pairs(type, function, 0);
      int number = 0;
      for (int i = cases.size() % STRIDE; i < pairs.size(); i += STRIDE) {
        FunctionCase call = pairs.get(i).call();
        Selection selection = SELECTIONS.get(number % SELECTIONS.size());
        cases.add(new GroupCase(call, selection, members(call, i)));
        number++;
      }
    }
    return cases;
  }

  private static List<Member> members(FunctionCase call, int first) {
    List<Value> states = EdgeCases.states(call);
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      members.add(new Member(i, i % 3 != 1, states.get((first + i) % states.size())));
    }
    return members;
  }

  /**
   * For every function a case with an object for each edge, all of which match. Its argument is one
   * that as many functions as possible fail for.
   */
  public static List<GroupCase> whole(AttributeType type) {
    List<GroupCase> cases = new ArrayList<>();
    for (Function function : EdgeCases.functions(type)) {
      GroupCase worst = null;
      for (EdgeCases.Pair pair : EdgeCases.pairs(type, function, 0)) {
        FunctionCase call = pair.call();
        List<Value> states = EdgeCases.states(call);
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
          members.add(new Member(i, true, states.get(i)));
        }
        GroupCase next = new GroupCase(call, Selection.ALL, members);
        if (worst == null || next.mixed() > worst.mixed()) {
          worst = next;
        }
      }
      cases.add(worst);
    }
    return cases;
  }

  /** For every function a case in which all match, one in which some do, and one in which none. */
  public static List<GroupCase> each(AttributeType type) {
    Map<String, GroupCase> each = new LinkedHashMap<>();
    Stream.concat(whole(type).stream(), all(type).stream())
        .forEach(
            group -> each.putIfAbsent(group.call().function() + " " + group.selection(), group));
    return List.copyOf(each.values());
  }

  /** How far it is both from changing all and from changing none. */
  private long mixed() {
    return Math.min(changed(), failed());
  }

  /** Whether the member matches. */
  public boolean selects(Member member) {
    return switch (selection) {
      case SOME -> member.marked();
      case ALL -> true;
      case NONE -> false;
    };
  }

  /** How the function must end on the member if it matches. */
  public Outcome outcome(Member member) {
    return alone(member).outcome();
  }

  /** The attribute's value in the member afterwards. */
  public Value after(Member member) {
    return selects(member) ? alone(member).after().orElseThrow() : member.before();
  }

  private OperationCase alone(Member member) {
    return new OperationCase(call, OperationCase.Situation.EXISTING, member.before());
  }

  /** The call, as users hand it over. */
  public OperationCase operation() {
    return alone(members.getFirst());
  }

  /** How many members match. */
  public long matched() {
    return members.stream().filter(this::selects).count();
  }

  /** How many are changed. */
  public long changed() {
    return members.stream().filter(this::selects).filter(m -> outcome(m).success()).count();
  }

  /** To how many the function cannot be applied. */
  public long failed() {
    return matched() - changed();
  }
}
