package org.hyperdex.core.coordinator;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;

/**
 * Draws commands that often fit a state and often do not: few ids, names and addresses, so that
 * they collide. The same seed draws the same commands from the same states.
 */
final class RandomCommands {
  private static final int SERVERS = 6;
  private static final int PORTS = 7;
  private static final List<String> NAMES = List.of("red", "green", "blue", "__x", "9y");
  private static final List<String> ZONES = List.of("east", "west", "south");

  private final SplittableRandom random;
  private final boolean zones;
  private long sequence;

  RandomCommands(long seed) {
    this.random = new SplittableRandom(seed);
    this.zones = random.nextInt(3) == 0;
  }

  /** The next command: of one of three clients, or of the coordinators themselves. */
  Command next(CoordinatorState state) {
    long client = random.nextLong(4);
    long number = client == Command.ITSELF ? 0 : ++sequence;
    long server = random.nextInt(30) == 0 ? 0 : random.nextLong(SERVERS) + 1;
    return switch (random.nextInt(27)) {
      case 0 -> new Command.Found(client, number, "cluster" + random.nextInt(2));
      case 1 -> new Command.AddCoordinator(client, number, node(), "127.0.0.1", port());
      case 2 -> new Command.UpdateCoordinator(client, number, node(), "127.0.0.1", port());
      case 3 -> new Command.RemoveCoordinator(client, number, node());
      case 4, 5 -> new Command.AddSpace(client, number, description());
      case 6 -> new Command.RemoveSpace(client, number, name(state));
      case 7 -> new Command.RenameSpace(client, number, name(state), name(state));
      case 8 -> new Command.SetReadOnly(client, number, random.nextBoolean());
      case 9 -> new Command.RegisterServer(client, number, server, "127.0.0.1", port(), zone());
      case 10, 11, 12, 13 -> online(client, number, server, state);
      case 14 -> new Command.ServerShutdown(client, number, server, incarnation(state, server));
      case 15 -> new Command.ServerLost(client, number, server, incarnation(state, server));
      case 16 -> new Command.ServerOffline(client, number, server);
      case 17 -> new Command.ReleaseServer(client, number, server);
      case 18 ->
          random.nextInt(4) == 0
              ? new Command.ServerKill(client, number, server)
              : new Command.ReleaseServer(client, number, server);
      case 19, 20, 21 ->
          new Command.AssignJoiners(
              client, number, new Repair.Policy(random.nextInt(2000), random.nextInt(1, 9)));
      case 22 -> new Command.JoinersReady(client, number, joiners(state));
      case 23 ->
          random.nextBoolean()
              ? new Command.RetireMembers(client, number, state.version(), members(state))
              : new Command.SetFaultTolerance(client, number, name(state), random.nextInt(12) - 1);
      case 24 ->
          random.nextBoolean()
              ? new Command.ServersLost(client, number, lost(state))
              : new Command.AdvanceRecoveries(client, number, progress(state));
      case 25 -> index(client, number, state);
      default -> new Command.ServerForget(client, number, server, random.nextInt(3) == 0);
    };
  }

  /** All joiners, some of them as they were an epoch ago. */
  private List<Command.Place> joiners(CoordinatorState state) {
    return state.regions().stream()
        .filter(region -> region.joiner().isPresent())
        .map(region -> place(region, region.joiner().getAsLong()))
        .toList();
  }

  /** A member of every chain. */
  private List<Command.Place> members(CoordinatorState state) {
    return state.regions().stream()
        .filter(region -> !region.chain().isEmpty())
        .map(region -> place(region, region.chain().get(random.nextInt(region.chain().size()))))
        .toList();
  }

  private Command.Place place(Region region, long server) {
    return new Command.Place(
        region.id(), region.epoch() - (random.nextInt(8) == 0 ? 1 : 0), server);
  }

  private List<Command.ServerLost> lost(CoordinatorState state) {
    return state.availableServers().stream()
        .filter(_ -> random.nextInt(3) > 0)
        .map(server -> new Command.ServerLost(0, 0, server.id(), server.incarnation()))
        .toList();
  }

  private List<Command.Progress> progress(CoordinatorState state) {
    Recovery.Phase phase = random.nextBoolean() ? Recovery.Phase.RE_CHAIN : Recovery.Phase.CATCH_UP;
    return state.repair().recoveries().stream()
        .map(recovery -> new Command.Progress(recovery.id(), phase))
        .toList();
  }

  private Command index(long client, long number, CoordinatorState state) {
    long any = random.nextLong(40);
    return switch (random.nextInt(3)) {
      case 0 -> new Command.AddIndex(client, number, name(state), random.nextBoolean() ? "a" : "c");
      case 1 -> new Command.RemoveIndex(client, number, any);
      default -> new Command.IndicesReady(client, number, indices(state, any));
    };
  }

  /** All indices, and one that may never have been. */
  private static List<Long> indices(CoordinatorState state, long any) {
    return Stream.concat(
            state.spaces().stream().flatMap(space -> space.indices().stream()).map(Index::id),
            Stream.of(any))
        .toList();
  }

  /** One of {@code commands}, to be sent again. */
  Command again(List<Command> commands) {
    return commands.get(random.nextInt(commands.size()));
  }

  private Command online(long client, long number, long server, CoordinatorState state) {
    long known = state.server(server).map(KnownServer::start).orElse(0L);
    long start = known != 0 && random.nextInt(3) == 0 ? known : random.nextLong(1, 1L << 40);
    int port = random.nextInt(4) == 0 ? port() : (int) (2000 + server);
    return new Command.ServerOnline(client, number, server, "127.0.0.1", port, zone(), start);
  }

  private long incarnation(CoordinatorState state, long server) {
    long known = state.server(server).map(k -> k.server().incarnation()).orElse(0L);
    return random.nextInt(4) == 0 ? random.nextInt(3) : known;
  }

  private String description() {
    String subspaces =
        random.nextBoolean() ? " attributes a, int b, c subspace a, b subspace b" : "";
    return "space %s key k%s tolerate %d failures create %d partitions"
        .formatted(
            NAMES.get(random.nextInt(NAMES.size())),
            subspaces,
            random.nextInt(4),
            random.nextInt(10));
  }

  private String name(CoordinatorState state) {
    List<Space> spaces = state.spaces();
    return spaces.isEmpty() || random.nextInt(3) == 0
        ? NAMES.get(random.nextInt(NAMES.size()))
        : spaces.get(random.nextInt(spaces.size())).name();
  }

  private String node() {
    return "node" + random.nextInt(3);
  }

  private int port() {
    return 2000 + random.nextInt(PORTS);
  }

  private String zone() {
    return zones ? ZONES.get(random.nextInt(ZONES.size())) : "";
  }
}
