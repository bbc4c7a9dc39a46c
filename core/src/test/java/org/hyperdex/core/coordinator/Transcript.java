package org.hyperdex.core.coordinator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.jspecify.annotations.Nullable;

/**
 * Plays a small script against the coordinator and tells what happened, checking the {@link
 * Invariants} on the way.
 *
 * <pre>
 * found ID                          coordinator-add|coordinator-update ID PORT
 * coordinator-remove ID             add-space DESCRIPTION
 * rm-space NAME                     mv-space FROM TO
 * read-only                         read-write
 * register|online N [port=P] [zone=Z] [start=S]
 * shutdown|lost N INCARNATION       offline|release|kill|forget|give-up N
 * all-lost N:INCARNATION...         tolerate NAME F
 * assign [delay=MILLIS] [joins=N]   promote [REGION=SERVER]...     all joiners, or those
 * retire REGION=SERVER...           advance RECOVERY PHASE
 * wait MILLIS                       lets time pass
 * recoveries                        tells them, and who was where before
 * add-index SPACE ATTRIBUTE, remove-index ID, indices-ready ID...
 * again                             sends the last command a second time
 * show                              tells the whole state
 * stable [N:INCARNATION:VERSION[:unsettled]]...
 * </pre>
 *
 * Server N listens on port 2000 + N and its first process draws the start N, unless it is said
 * otherwise.
 */
final class Transcript {
  private static final long CLIENT = 7;

  private CoordinatorState state = CoordinatorState.INITIAL;
  private long sequence;
  private long nowMillis = 1000;
  private @Nullable Command last;

  /** Carries out one line of a script and returns what there is to tell. */
  String play(String line) {
    String[] words = line.split(" ", -1);
    String[] arguments = List.of(words).subList(1, words.length).toArray(new String[0]);
    return switch (words[0]) {
      case "show" -> show();
      case "stable" -> stable(arguments);
      case "again" -> submit(last);
      case "recoveries" -> recoveries();
      case "wait" -> {
        nowMillis += Long.parseLong(arguments[0]);
        yield "it is " + nowMillis + "\n";
      }
      default -> submit(command(words[0], arguments, line));
    };
  }

  private Command command(String verb, String[] arguments, String line) {
    sequence++;
    String first = arguments.length > 0 ? arguments[0] : "";
    return switch (verb) {
      case "found" -> new Command.Found(CLIENT, sequence, first);
      case "coordinator-add" ->
          new Command.AddCoordinator(
              CLIENT, sequence, first, "127.0.0.1", Integer.parseInt(arguments[1]));
      case "coordinator-update" ->
          new Command.UpdateCoordinator(
              CLIENT, sequence, first, "127.0.0.1", Integer.parseInt(arguments[1]));
      case "coordinator-remove" -> new Command.RemoveCoordinator(CLIENT, sequence, first);
      case "add-space" ->
          new Command.AddSpace(CLIENT, sequence, line.substring(verb.length()).strip());
      case "rm-space" -> new Command.RemoveSpace(CLIENT, sequence, first);
      case "mv-space" -> new Command.RenameSpace(CLIENT, sequence, first, arguments[1]);
      case "read-only" -> new Command.SetReadOnly(CLIENT, sequence, true);
      case "read-write" -> new Command.SetReadOnly(CLIENT, sequence, false);
      case "tolerate" ->
          new Command.SetFaultTolerance(CLIENT, sequence, first, Integer.parseInt(arguments[1]));
      case "add-index" -> new Command.AddIndex(CLIENT, sequence, first, arguments[1]);
      case "remove-index" -> new Command.RemoveIndex(CLIENT, sequence, Long.parseLong(first));
      case "indices-ready" ->
          new Command.IndicesReady(
              CLIENT, sequence, List.of(arguments).stream().map(Long::parseLong).toList());
      case "assign" -> {
        Map<String, String> options = options(arguments);
        yield new Command.AssignJoiners(
            CLIENT,
            sequence,
            new Repair.Policy(
                Long.parseLong(options.getOrDefault("delay", "5000")),
                Integer.parseInt(options.getOrDefault("joins", "8"))));
      }
      case "promote" ->
          new Command.JoinersReady(
              CLIENT,
              sequence,
              arguments.length == 0 ? LeaderDuties.joiners(state) : places(arguments));
      case "retire" ->
          new Command.RetireMembers(CLIENT, sequence, state.version(), places(arguments));
      case "advance" ->
          new Command.AdvanceRecoveries(
              CLIENT,
              sequence,
              List.of(
                  new Command.Progress(
                      Long.parseLong(first), Recovery.Phase.valueOf(arguments[1]))));
      case "all-lost" ->
          new Command.ServersLost(
              CLIENT,
              sequence,
              Stream.of(arguments)
                  .map(argument -> argument.split(":", -1))
                  .map(parts ->
                      new Command.ServerLost(
                          CLIENT, sequence, Long.parseLong(parts[0]), Long.parseLong(parts[1])))
                  .toList());
      default -> serverCommand(verb, Long.parseLong(first), arguments);
    };
  }

  private List<Command.Place> places(String[] arguments) {
    return options(arguments).entrySet().stream()
        .map(entry -> {
          long region = Long.parseLong(entry.getKey());
          return new Command.Place(
              region,
              state.configuration().region(region).orElseThrow().region().epoch(),
              Long.parseLong(entry.getValue()));
        })
        .toList();
  }

  private static Map<String, String> options(String[] arguments) {
    Map<String, String> options = new TreeMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals > 0) {
        options.put(argument.substring(0, equals), argument.substring(equals + 1));
      }
    }
    return options;
  }

  private Command serverCommand(String verb, long id, String[] arguments) {
    Map<String, String> options = options(arguments);
    int port = Integer.parseInt(options.getOrDefault("port", Long.toString(2000 + id)));
    String zone = options.getOrDefault("zone", "");
    long start = Long.parseLong(options.getOrDefault("start", Long.toString(id)));
    return switch (verb) {
      case "register" -> new Command.RegisterServer(CLIENT, sequence, id, "127.0.0.1", port, zone);
      case "online" ->
          new Command.ServerOnline(CLIENT, sequence, id, "127.0.0.1", port, zone, start);
      case "shutdown" ->
          new Command.ServerShutdown(CLIENT, sequence, id, Long.parseLong(arguments[1]));
      case "lost" -> new Command.ServerLost(CLIENT, sequence, id, Long.parseLong(arguments[1]));
      case "offline" -> new Command.ServerOffline(CLIENT, sequence, id);
      case "release" -> new Command.ReleaseServer(CLIENT, sequence, id);
      case "kill" -> new Command.ServerKill(CLIENT, sequence, id);
      case "forget" -> new Command.ServerForget(CLIENT, sequence, id);
      case "give-up" -> new Command.ServerForget(CLIENT, sequence, id, true);
      default -> throw new IllegalArgumentException("no such line in a script: " + verb);
    };
  }

  private String submit(@Nullable Command command) {
    if (command == null) {
      throw new IllegalArgumentException("nothing has been sent yet");
    }
    last = command;
    Invariants.Outcome outcome = Invariants.apply(state, command, nowMillis);
    state = outcome.state();
    StringBuilder text = new StringBuilder();
    for (Event event : outcome.decision().events()) {
      if (!(event instanceof Event.ResponseRecorded)) {
        text.append(tell(event)).append('\n');
      }
    }
    return text.append(tell(outcome.decision().response())).append('\n').toString();
  }

  private static String tell(Event event) {
    return switch (event) {
      case Event.SpaceAdded added ->
          "SpaceAdded[" + added.space().name() + ", nextId=" + added.nextId() + "]";
      case Event.ChainsAssigned assigned ->
          "ChainsAssigned"
              + assigned.assignments().stream()
                  .map(assignment -> assignment.region() + "=" + assignment.chain())
                  .toList();
      case Event.JoinersAssigned assigned -> "JoinersAssigned" + tell(assigned.joiners());
      case Event.JoinersPromoted promoted -> "JoinersPromoted" + tell(promoted.joiners());
      case Event.JoinersDismissed dismissed -> "JoinersDismissed" + tell(dismissed.joiners());
      case Event.MembersRetired retired -> "MembersRetired" + tell(retired.members());
      case Event.RecoveryOpened opened -> "RecoveryOpened" + tell(opened.recovery());
      case Event.RecoveryMoved moved ->
          "RecoveryMoved[" + moved.id() + " " + tell(moved.step()) + "]";
      default -> event.toString();
    };
  }

  private static String tell(List<Event.Seat> seats) {
    return seats.stream().map(seat -> seat.region() + "=" + seat.server()).toList().toString();
  }

  private static String tell(Recovery recovery) {
    return "[%d of server %d, regions %s, %s]"
        .formatted(
            recovery.id(),
            recovery.server(),
            recovery.regions(),
            recovery.steps().stream().map(Transcript::tell).collect(Collectors.joining(", ")));
  }

  private static String tell(Recovery.Step step) {
    return step.phase() + " " + step.atMillis() + " " + step.reason();
  }

  private String recoveries() {
    StringBuilder text = new StringBuilder();
    state.repair().recoveries().forEach(recovery -> text.append(tell(recovery)).append('\n'));
    state
        .repair()
        .formers()
        .byRegion()
        .forEach((region, members) ->
            text.append("region ")
                .append(region)
                .append(" had ")
                .append(
                    members.stream()
                        .map(member -> member.server() + " until " + member.lostMillis())
                        .toList())
                .append('\n'));
    state.repair().losses().forEach(loss -> text.append(loss).append('\n'));
    return text.append("lease floor ").append(state.repair().leaseFloor()).append('\n').toString();
  }

  private static String tell(Response response) {
    return switch (response) {
      case Response.Done done ->
          "done, configuration "
              + done.configurationVersion()
              + (done.incarnation() == 0 ? "" : ", incarnation " + done.incarnation());
      case Response.Refused refused ->
          refused.reason()
              + ": "
              + refused.detail()
              + (refused.rule().isEmpty()
                  ? ""
                  : " [" + refused.rule() + " " + refused.line() + ":" + refused.column() + "]");
    };
  }

  private String stable(String[] arguments) {
    Map<Long, Stability.Report> reports = new HashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split(":", -1);
      reports.put(
          Long.parseLong(parts[0]),
          new Stability.Report(
              Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts.length < 4));
    }
    Stability stability = Stability.of(state.configuration(), reports);
    return stability.stable() ? "stable\n" : String.join("\n", stability.missing()) + "\n";
  }

  private String show() {
    StringBuilder text = new StringBuilder();
    text.append(
        "cluster %s, configuration %d, next id %d, %s\n"
            .formatted(
                state.clusterId(),
                state.version(),
                state.nextId(),
                state.readOnly() ? "read-only" : "read-write"));
    state
        .coordinators()
        .forEach(node ->
            text.append("coordinator ")
                .append(node.id())
                .append(' ')
                .append(node.address())
                .append('\n'));
    for (KnownServer known : state.servers()) {
      text.append(
          "server %d %s %s incarnation %d%s%s\n"
              .formatted(
                  known.id(),
                  known.server().address(),
                  known.state(),
                  known.server().incarnation(),
                  known.server().zone().isEmpty() ? "" : " zone " + known.server().zone(),
                  known.held() ? " held" : ""));
    }
    state.spaces().forEach(space -> show(space, text));
    return text.toString();
  }

  private static void show(Space space, StringBuilder text) {
    text.append("space %d %s f=%d\n".formatted(space.id(), space.name(), space.faultTolerance()));
    for (Subspace subspace : space.subspaces()) {
      String dimensions =
          subspace.dimensions().stream()
              .map(position -> space.schema().attribute(position).name())
              .collect(Collectors.joining(", "));
      text.append("  subspace %d (%s)\n".formatted(subspace.id(), dimensions));
      for (Region region : subspace.regions()) {
        text.append(
            "    region %d epoch %d chain %s%s\n"
                .formatted(
                    region.id(),
                    region.epoch(),
                    region.chain(),
                    region.joiner().isPresent() ? " joiner " + region.joiner().getAsLong() : ""));
      }
    }
    space
        .indices()
        .forEach(index ->
            text.append(
                "  index %d on %s %s\n"
                    .formatted(index.id(), space.indexed(index).text(), index.state())));
  }
}
