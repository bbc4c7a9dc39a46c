package org.hyperdex.client.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Explanation;
import org.hyperdex.core.protocol.Message;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.transport.link.CloseReason;
import org.hyperdex.transport.link.Link;
import org.hyperdex.transport.link.LinkIdentity;
import org.hyperdex.transport.link.LinkListener;
import org.hyperdex.transport.link.LinkOptions;
import org.hyperdex.transport.link.LinkServer;

/**
 * A storage server of one-column objects over the real transport: each request goes to the test's
 * behaviour, which may answer, refuse, break the link, or leave it to {@link #serve}.
 */
final class FakeServer implements AutoCloseable {
  private final long id;
  private final LinkServer server;
  private final AtomicLong counter = new AtomicLong();

  final Map<Bytes, StoredRow> rows = new ConcurrentHashMap<>();
  final Map<OperationId, ServerResponse.WriteResult> outcomes = new ConcurrentHashMap<>();
  final List<ClientRequest> requests = new CopyOnWriteArrayList<>();
  final List<Link> links = new CopyOnWriteArrayList<>();
  volatile Behaviour behaviour = FakeServer::serve;

  /** What a region says has moved when it opens a search; empty if it is not to be opened. */
  volatile Function<ClientRequest, Optional<List<Bytes>>> moved = _ -> Optional.of(List.of());

  /** What a server does with a request. */
  interface Behaviour {
    void take(FakeServer server, Link link, ClientRequest request);
  }

  FakeServer(long id, String clusterId) {
    this(id, clusterId, 0);
  }

  FakeServer(long id, String clusterId, int port) {
    this.id = id;
    server =
        LinkServer.start(
            "127.0.0.1",
            port,
            LinkOptions.DEFAULT,
            (link, _) -> {
              links.add(link);
              return new Listener();
            });
    server.identify(new LinkIdentity(clusterId, id, 1));
  }

  Server description() {
    return new Server(id, "127.0.0.1", server.port(), ServerState.AVAILABLE, "", 1);
  }

  int port() {
    return server.port();
  }

  /** Behaves as a server does, writes exactly once. */
  void serve(Link link, ClientRequest request) {
    switch (request) {
      case ClientRequest.Get get ->
          link.send(ServerResponse.GetResult.of(get, Optional.ofNullable(rows.get(get.key()))));
      case ClientRequest.Write write -> {
        ServerResponse.WriteResult result =
            outcomes.computeIfAbsent(write.operation(), _ -> apply(write));
        link.send(
            new ServerResponse.WriteResult(
                write.requestId(), result.outcome(), result.version(), result.attribute()));
      }
      case ClientRequest.Count count ->
          link.send(new ServerResponse.CountResult(count.requestId(), rows.size(), rows.size()));
      case ClientRequest.Search search -> {
        rows.forEach((key, row) -> {
          StoredRow wanted = new StoredRow(row.version(), search.listing().columns().of(row.row()));
          link.send(
              new ServerResponse.SearchRows(
                  search.requestId(), List.of(new ServerResponse.FoundRow(key, wanted))));
        });
        link.send(new ServerResponse.SearchDone(search.requestId(), rows.size()));
      }
      case ClientRequest.Explain explain ->
          link.send(
              new ServerResponse.Explained(
                  explain.requestId(),
                  new Explanation(
                      new Explanation.Weighed("scan", 7, "scan"),
                      List.of(),
                      rows.size(),
                      rows.size(),
                      1,
                      2)));
      case ClientRequest.SearchCredit _, ClientRequest.CountRest _, ClientRequest.Cancel _ -> {}
    }
  }

  private void open(Link link, ClientRequest request) {
    boolean looksBack =
        switch (request) {
          case ClientRequest.Search search -> search.lookBackMillis() > 0;
          case ClientRequest.Count count -> count.lookBackMillis() > 0;
          default -> false;
        };
    if (looksBack) {
      moved
          .apply(request)
          .ifPresent(
              keys -> link.send(new ServerResponse.SearchOpened(request.requestId(), keys, true)));
    }
  }

  void refuse(Link link, ClientRequest request, RefusalReason reason, long version) {
    link.send(new ServerResponse.Refused(request.requestId(), reason, version, "by the test"));
  }

  /** The requests of one kind so far. */
  <T extends ClientRequest> List<T> requests(Class<T> kind) {
    return requests.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Breaks all links: what is under way on them is lost. */
  void breakLinks() {
    links.forEach(Link::close);
  }

  private ServerResponse.WriteResult apply(ClientRequest.Write write) {
    if (!(write.change() instanceof ClientRequest.Update update)) {
      boolean there = rows.remove(write.key()) != null;
      return new ServerResponse.WriteResult(
          0, there ? Outcome.DELETED : Outcome.NOT_FOUND, Version.NONE, -1);
    }
    Version version = new Version(1, counter.incrementAndGet());
    Bytes value =
        update.functions().isEmpty() ? Bytes.EMPTY : update.functions().getLast().argument();
    StoredRow before = rows.put(write.key(), new StoredRow(version, Row.of(List.of(value))));
    return new ServerResponse.WriteResult(
        0, before == null ? Outcome.CREATED : Outcome.OK, version, -1);
  }

  @Override
  public void close() {
    server.close();
  }

  private final class Listener implements LinkListener {
    @Override
    public void received(Link link, Message message) {
      ClientRequest request = (ClientRequest) message;
      requests.add(request);
      open(link, request);
      behaviour.take(FakeServer.this, link, request);
    }

    @Override
    public void closed(Link link, CloseReason reason) {
      links.remove(link);
    }
  }
}
