package org.hyperdex.core.replication;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.hyperspace.Layout;
import org.hyperdex.core.hyperspace.Placement;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.schema.SpaceDescription;
import org.hyperdex.core.schema.SpaceParser;

/**
 * A space of things with a colour: the key subspace is one region, that of the colours several. The
 * chains are set by hand; every change of them makes another configuration.
 */
final class Things {
  private static final String DESCRIPTION =
      """
      space things
      key name
      attributes colour
      subspace colour
      create 2 partitions
      tolerate 2 failures
      """;
  private static final String KEYS_ONLY = DESCRIPTION.replace("subspace colour\n", "");

  private final Map<Long, List<Long>> chains = new TreeMap<>();
  private final Map<Long, OptionalLong> joiners = new TreeMap<>();
  private final Map<Long, Long> epochs = new TreeMap<>();
  private final SpaceDescription description;
  private final AtomicLong ids = new AtomicLong(1);
  private List<Subspace> layout;
  private boolean readOnly;
  private long version;
  private long requests;

  /** All key regions get one chain, all colour regions the other. */
  Things(List<Long> keyChain, List<Long> colourChain) {
    this(DESCRIPTION, keyChain, colourChain);
  }

  /** There are no regions by colour. */
  static Things byKeyOnly(List<Long> chain) {
    return new Things(KEYS_ONLY, chain, chain);
  }

  private Things(String text, List<Long> keyChain, List<Long> colourChain) {
    description = SpaceParser.parse(text);
    layout = Layout.subspaces(description, ids::getAndIncrement);
    for (Region region : layout.getFirst().regions()) {
      chain(region.id(), keyChain);
    }
    for (Region region : layout.getLast().regions()) {
      chain(region.id(), colourChain);
    }
  }

  /** Gives a region another chain, and a higher epoch. */
  Things chain(long region, List<Long> chain) {
    chains.put(region, chain);
    epochs.merge(region, 1L, Long::sum);
    return this;
  }

  /** Gives a region a joiner, and a higher epoch. */
  Things joiner(long region, long server) {
    joiners.put(region, OptionalLong.of(server));
    epochs.merge(region, 1L, Long::sum);
    return this;
  }

  /** The joiner becomes the tail. */
  Things promote(long region) {
    List<Long> chain = new ArrayList<>(chain(region));
    chain.add(joiners.remove(region).orElseThrow());
    return chain(region, chain);
  }

  /** What the region has is given up: an empty one is there in its place. */
  Things giveUp(long region, List<Long> chain) {
    long other = ids.getAndIncrement();
    layout = layout.stream().map(subspace -> without(subspace, region, other)).toList();
    return chain(other, chain);
  }

  private static Subspace without(Subspace subspace, long region, long other) {
    return subspace.withRegions(
        subspace.regions().stream()
            .map(one ->
                one.id() == region
                    ? new Region(
                        other, 1, one.lower(), one.upper(), one.chain(), OptionalLong.empty())
                    : one)
            .toList());
  }

  List<Long> chain(long region) {
    return chains.get(region);
  }

  long epoch(long region) {
    return epochs.get(region);
  }

  /** Nobody may write by the configurations that come, or everybody may. */
  void readOnly(boolean nobodyWrites) {
    readOnly = nobodyWrites;
  }

  /** The newest configuration; a new one each time. */
  Configuration configuration() {
    version++;
    List<Server> servers = new ArrayList<>();
    for (long id = 1; id <= 9; id++) {
      servers.add(new Server(id, "server" + id, 2012, ServerState.AVAILABLE, "", 1));
    }
    return new Configuration("things", version, readOnly, List.of(), servers, List.of(space()));
  }

  Space space() {
    List<Subspace> subspaces = new ArrayList<>();
    for (Subspace subspace : layout) {
      List<Region> regions = new ArrayList<>();
      for (Region region : subspace.regions()) {
        regions.add(
            new Region(
                region.id(),
                epochs.get(region.id()),
                region.lower(),
                region.upper(),
                chains.get(region.id()),
                joiners.getOrDefault(region.id(), OptionalLong.empty())));
      }
      subspaces.add(subspace.withRegions(regions));
    }
    return new Space(
        1,
        description.name(),
        description.schema(),
        description.faultTolerance(),
        description.partitions(),
        DESCRIPTION,
        subspaces,
        List.of());
  }

  /** The key region of an object. */
  long keyRegion(String name) {
    return Placement.keyRegion(space(), Bytes.utf8(name)).id();
  }

  /** The region of a colour. */
  long colourRegion(String colour) {
    Space space = space();
    return Placement.regionOf(space, space.subspaces().getLast(), Bytes.utf8("any"), row(colour))
        .id();
  }

  /** A colour of which objects are in another region. */
  String anotherRegionThan(String colour) {
    for (int i = 0; ; i++) {
      if (colourRegion("colour" + i) != colourRegion(colour)) {
        return "colour" + i;
      }
    }
  }

  static Bytes row(String colour) {
    return Row.of(List.of(Bytes.utf8(colour)));
  }

  /**
   * A request to paint the thing, creating it if need be; its operation is the request's number.
   */
  ClientRequest.Write paint(String name, String colour) {
    return write(name, new ClientRequest.Update(List.of(set(colour))), ++requests);
  }

  /** The same operation again, as another request. */
  ClientRequest.Write again(ClientRequest.Write write) {
    return new ClientRequest.Write(
        ++requests,
        write.region(),
        epoch(write.region()),
        write.operation(),
        write.watermark(),
        write.key(),
        write.existence(),
        write.ifVersion(),
        write.guards(),
        write.change());
  }

  ClientRequest.Write remove(String name) {
    return write(name, new ClientRequest.Delete(), ++requests);
  }

  ClientRequest.Get get(String name) {
    long region = keyRegion(name);
    return new ClientRequest.Get(++requests, region, epoch(region), Bytes.utf8(name));
  }

  ClientRequest.Search search(String colour) {
    long region = colourRegion(colour);
    return new ClientRequest.Search(
        ++requests,
        region,
        epoch(region),
        Predicate.all(List.of(new Check(1, Operator.EQUAL, Bytes.utf8(colour)))),
        100);
  }

  private static FunctionCall set(String colour) {
    return new FunctionCall(1, Function.SET, Bytes.utf8(colour));
  }

  private ClientRequest.Write write(String name, ClientRequest.Change change, long request) {
    long region = keyRegion(name);
    return new ClientRequest.Write(
        request,
        region,
        epoch(region),
        new OperationId(7, request),
        0,
        Bytes.utf8(name),
        Existence.ANY,
        Optional.empty(),
        Predicate.TRUE,
        change);
  }
}
