package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.hyperspace.Placement;
import org.hyperdex.core.hyperspace.Pruning;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ClientRequest.Change;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.GetResult;
import org.hyperdex.core.protocol.ServerResponse.Refused;
import org.hyperdex.core.protocol.ServerResponse.SearchDone;
import org.hyperdex.core.protocol.ServerResponse.SearchRows;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Predicate;

/** One client: routes by the configuration it has, and asks again when it is refused. */
final class SimulatedClient {
  private static final long RETRY_NANOS = 5_000_000;
  private static final long PATIENCE_NANOS = 100_000_000;
  private static final int UNLIMITED_CREDIT = Integer.MAX_VALUE;

  /** Sends a request to a server. */
  interface Outside {
    /** {@code region} is the one the request is for. */
    void toServer(long client, long server, long region, ClientRequest request);
  }

  private record Target(long server, long region, long epoch) {}

  private final long id;
  private final EventLoop loop;
  private final Outside outside;
  private final Map<Long, Consumer<ServerResponse>> waiting = new TreeMap<>();
  private Configuration configuration =
      new Configuration("", 0, false, List.of(), List.of(), List.of());
  private long requests;
  private long writes;

  SimulatedClient(long id, EventLoop loop, Outside outside) {
    this.id = id;
    this.loop = loop;
    this.outside = outside;
  }

  long id() {
    return id;
  }

  void configure(Configuration newer) {
    if (newer.version() > configuration.version()) {
      configuration = newer;
    }
  }

  boolean knows(String space) {
    return configuration.space(space).isPresent();
  }

  void receive(ServerResponse response) {
    Consumer<ServerResponse> waiter = waiting.get(response.requestId());
    if (waiter != null) {
      waiter.accept(response);
    }
  }

  private Space space(String name) {
    return configuration.space(name).orElseThrow();
  }

  private static Target head(Region region) {
    return new Target(region.head().orElseThrow(), region.id(), region.epoch());
  }

  /** Reads an object. */
  void get(String space, Bytes key, Consumer<Optional<StoredRow>> then) {
    Target target = head(Placement.keyRegion(space(space), key));
    long request = ++requests;
    await(
        request,
        () -> get(space, key, then),
        response -> then.accept(((GetResult) response).row()));
    send(target, new ClientRequest.Get(request, target.region(), target.epoch(), key));
  }

  /** Changes an object. */
  void write(
      String space,
      Bytes key,
      Existence existence,
      Optional<Version> ifVersion,
      List<Check> guards,
      Change change,
      Consumer<WriteResult> then) {
    write(space, key, existence, ifVersion, guards, change, ++writes, then);
  }

  private void write(
      String space,
      Bytes key,
      Existence existence,
      Optional<Version> ifVersion,
      List<Check> guards,
      Change change,
      long sequence,
      Consumer<WriteResult> then) {
    Target target = head(Placement.keyRegion(space(space), key));
    long request = ++requests;
    await(
        request,
        () -> write(space, key, existence, ifVersion, guards, change, sequence, then),
        response -> then.accept((WriteResult) response));
    send(
        target,
        new ClientRequest.Write(
            request,
            target.region(),
            target.epoch(),
            new OperationId(id, sequence),
            Math.max(0, sequence - 1),
            key,
            existence,
            ifVersion,
            guards,
            change));
  }

  /** Finds all objects that match, each key once. */
  void search(String space, Predicate predicate, Consumer<Map<Bytes, StoredRow>> then) {
    List<Region> regions = Pruning.cheapest(space(space), predicate).regions();
    Map<Bytes, StoredRow> found = new TreeMap<>();
    List<Region> open = new ArrayList<>(regions);
    if (open.isEmpty()) {
      loop.after(0, () -> then.accept(found));
    }
    for (Region region : regions) {
      searchRegion(
          region.id(),
          predicate,
          found,
          () -> {
            open.remove(region);
            if (open.isEmpty()) {
              then.accept(found);
            }
          });
    }
  }

  private void searchRegion(
      long regionId, Predicate predicate, Map<Bytes, StoredRow> found, Runnable done) {
    Region region = configuration.region(regionId).orElseThrow().region();
    Target target = new Target(region.tail().orElseThrow(), region.id(), region.epoch());
    long request = ++requests;
    Runnable again = () -> searchRegion(regionId, predicate, found, done);
    loseInterest(request, again);
    waiting.put(
        request,
        response -> {
          switch (response) {
            case SearchRows rows ->
                rows.rows()
                    .forEach(row -> found.merge(row.key(), row.row(), SimulatedClient::newer));
            case SearchDone _ -> {
              waiting.remove(request);
              done.run();
            }
            case Refused _ -> {
              waiting.remove(request);
              loop.after(RETRY_NANOS, again);
            }
            default -> throw new IllegalStateException("a search is answered by " + response);
          }
        });
    send(
        target,
        new ClientRequest.Search(
            request, target.region(), target.epoch(), predicate, UNLIMITED_CREDIT));
  }

  private static StoredRow newer(StoredRow a, StoredRow b) {
    return a.version().compareTo(b.version()) >= 0 ? a : b;
  }

  private void await(long request, Runnable again, Consumer<ServerResponse> then) {
    waiting.put(
        request,
        response -> {
          waiting.remove(request);
          if (response instanceof Refused refused) {
            loop.note("client " + id + " is refused: " + refused.reason());
            loop.after(RETRY_NANOS, again);
          } else {
            then.accept(response);
          }
        });
    loseInterest(request, again);
  }

  /** Asks again if there is no answer in time: the server may have gone. */
  private void loseInterest(long request, Runnable again) {
    loop.after(
        PATIENCE_NANOS,
        () -> {
          if (waiting.remove(request) != null) {
            loop.note("client " + id + " asks again");
            again.run();
          }
        });
  }

  private void send(Target target, ClientRequest request) {
    outside.toServer(id, target.server(), target.region(), request);
  }
}
