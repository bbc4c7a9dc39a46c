package org.hyperdex.core.replication;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.coordinator.Coordinator;
import org.hyperdex.core.coordinator.CoordinatorState;
import org.hyperdex.core.coordinator.Decision;
import org.hyperdex.core.coordinator.Evolution;
import org.hyperdex.core.coordinator.KnownServer;
import org.hyperdex.core.coordinator.Response;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.query.Predicate;

/** The tables of the protocol's description, made by asking the code itself. */
final class ProtocolTables {
  private static final String THING = "ball";
  private static final long SERVER = 1;

  private ProtocolTables() {}

  /** What each command does to a server, found by giving it. */
  static String servers() {
    Map<String, List<Command>> states = new LinkedHashMap<>();
    states.put("(unknown)", List.of());
    states.put("REGISTERED", List.of(register()));
    states.put("AVAILABLE", List.of(online(1)));
    states.put("UNAVAILABLE", List.of(online(1), new Command.ServerLost(0, 0, SERVER, 1)));
    states.put("UNAVAILABLE, held", List.of(online(1), new Command.ServerOffline(0, 0, SERVER)));
    states.put("SHUTDOWN", List.of(online(1), new Command.ServerShutdown(0, 0, SERVER, 1)));
    states.put("KILLED", List.of(online(1), new Command.ServerKill(0, 0, SERVER)));
    Map<String, Command> commands = new LinkedHashMap<>();
    commands.put("register", register());
    commands.put("announced by the same process", online(1));
    commands.put("announced by a new process", online(2));
    commands.put("lost", new Command.ServerLost(0, 0, SERVER, 1));
    commands.put("shutdown", new Command.ServerShutdown(0, 0, SERVER, 1));
    commands.put("offline", new Command.ServerOffline(0, 0, SERVER));
    commands.put("online", new Command.ReleaseServer(0, 0, SERVER));
    commands.put("kill", new Command.ServerKill(0, 0, SERVER));
    commands.put("forget", new Command.ServerForget(0, 0, SERVER));
    Table table = new Table("state", commands.keySet());
    states.forEach((name, past) -> {
      CoordinatorState state = founded();
      for (Command command : past) {
        state = after(state, command);
      }
      CoordinatorState present = state;
      table.row(name, commands.values().stream().map(one -> becomes(present, one)).toList());
    });
    return table.toString();
  }

  private static Command register() {
    return new Command.RegisterServer(0, 0, SERVER, "host", 2012, "");
  }

  private static Command online(long start) {
    return new Command.ServerOnline(0, 0, SERVER, "host", 2012, "", start);
  }

  private static CoordinatorState founded() {
    return after(CoordinatorState.INITIAL, new Command.Found(0, 0, "cluster"));
  }

  private static CoordinatorState after(CoordinatorState state, Command command) {
    return Evolution.evolve(state, Coordinator.decide(state, command, 1).events());
  }

  private static String becomes(CoordinatorState state, Command command) {
    Decision decision = Coordinator.decide(state, command, 1);
    if (decision.response() instanceof Response.Refused refused) {
      return "refused: " + refused.reason();
    }
    CoordinatorState next = Evolution.evolve(state, decision.events());
    return decision.events().isEmpty()
        ? "-"
        : next.server(SERVER).map(ProtocolTables::describe).orElse("(unknown)");
  }

  private static String describe(KnownServer known) {
    return known.state() + (known.held() ? ", held" : "");
  }

  /** What a server does with a request, found by sending it. */
  static String requests() {
    Map<String, UnaryOperator<Things>> places = new LinkedHashMap<>();
    places.put("has no part in the region", things -> things);
    places.put("joins it", things -> things.joiner(things.keyRegion(THING), 9));
    places.put("head", things -> things.chain(things.keyRegion(THING), List.of(9L)));
    places.put("another member", things -> things.chain(things.keyRegion(THING), List.of(1L, 9L)));
    Table table =
        new Table(
            "the server",
            List.of(
                "get",
                "write",
                "search, count",
                "any, of an older epoch",
                "any, of a newer epoch"));
    places.forEach((place, arrange) -> table.row(place, reactions(arrange)));
    return table.toString();
  }

  private static List<String> reactions(UnaryOperator<Things> arrange) {
    List<String> cells = new ArrayList<>();
    for (String request : List.of("get", "write", "search", "older", "newer")) {
      Things things = new Things(List.of(1L), List.of(2L));
      var _ = arrange.apply(things.chain(things.keyRegion(THING), List.of(1L)));
      Cluster cluster = new Cluster();
      cluster.start(1);
      cluster.start(2);
      cluster.start(9);
      cluster.configure(things.configuration(), 1, 2, 9);
      // A lease, as long as it takes.
      cluster.turn(1, shard -> shard.lease(Long.MAX_VALUE));
      cluster.turn(9, shard -> shard.lease(Long.MAX_VALUE));
      ClientRequest asked = request(things, request);
      cluster.ask(9, asked);
      cluster.run();
      ServerResponse answer = cluster.answer(asked.requestId());
      cells.add(answer == null ? served(cluster) : reaction(answer));
    }
    return cells;
  }

  private static String served(Cluster cluster) {
    return cluster.searches().isEmpty() ? "waits for that configuration" : "served";
  }

  private static String reaction(ServerResponse answer) {
    return answer instanceof ServerResponse.Refused refused
        ? "refused: " + refused.reason()
        : "served";
  }

  private static ClientRequest request(Things things, String kind) {
    long region = things.keyRegion(THING);
    long epoch = things.epoch(region);
    return switch (kind) {
      case "get" -> things.get(THING);
      case "write" -> things.paint(THING, "red");
      case "search" -> new ClientRequest.Search(77, region, epoch, Predicate.TRUE, 10);
      case "older" -> new ClientRequest.Get(77, region, epoch - 1, Bytes.utf8(THING));
      case "newer" -> new ClientRequest.Get(77, region, epoch + 1, Bytes.utf8(THING));
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /** The messages of the chains and what is in them. */
  static String messages() {
    Table table = new Table("message", List.of("fields"));
    leaves(ChainMessage.class)
        .forEach(message ->
            table.row(
                "`" + message.getSimpleName() + "`",
                List.of(
                    Arrays.stream(message.getRecordComponents())
                        .map(RecordComponent::getName)
                        .collect(Collectors.joining(", ")))));
    return table.toString();
  }

  private static List<Class<?>> leaves(Class<?> type) {
    if (!type.isSealed()) {
      return List.of(type);
    }
    List<Class<?>> all = new ArrayList<>();
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      all.addAll(leaves(permitted));
    }
    return all;
  }

  /** A table as Markdown has them. */
  private static final class Table {
    private final StringBuilder text = new StringBuilder();

    Table(String corner, Iterable<String> columns) {
      text.append("| ").append(corner);
      columns.forEach(column -> text.append(" | ").append(column));
      text.append(" |\n|");
      text.append(" --- |");
      columns.forEach(_ -> text.append(" --- |"));
      text.append('\n');
    }

    void row(String name, List<String> cells) {
      text.append("| ").append(name);
      cells.forEach(cell -> text.append(" | ").append(cell));
      text.append(" |\n");
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
