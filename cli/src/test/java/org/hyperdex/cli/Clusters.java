package org.hyperdex.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.hyperdex.client.StoredObject;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Coordinator;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.hyperspace.Layout;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.SpaceDescription;
import org.hyperdex.core.schema.SpaceParser;
import org.hyperdex.core.schema.SpaceText;

/** Configurations and objects for tests. */
public final class Clusters {
  public static final String PHONEBOOK =
      """
      space phonebook
      key username
      attributes first, last, int phone
      subspace last, phone
      create 2 partitions
      tolerate 1 failures
      """;

  private Clusters() {}

  /** The phone book on a chain of {@code servers}. */
  public static Space phonebook(Long... servers) {
    SpaceDescription description = SpaceParser.parse(PHONEBOOK);
    AtomicLong ids = new AtomicLong(10);
    List<Subspace> subspaces =
        Layout.subspaces(description, ids::getAndIncrement).stream()
            .map(subspace ->
                subspace.withRegions(
                    subspace.regions().stream()
                        .map(region -> region.withChain(List.of(servers)))
                        .toList()))
            .toList();
    return new Space(
        1,
        "phonebook",
        description.schema(),
        description.faultTolerance(),
        description.partitions(),
        SpaceText.of(description),
        subspaces,
        List.of(new Index(30, 2, "", Index.State.READY)));
  }

  public static Server server(long id, int port, ServerState state) {
    return new Server(id, "127.0.0.1", port, state, "", 1);
  }

  public static Configuration configuration(List<Server> servers, Space... spaces) {
    return new Configuration(
        "the-cluster",
        7,
        false,
        List.of(new Coordinator("c1", "127.0.0.1", 1982)),
        servers,
        List.of(spaces));
  }

  /** A client of a cluster with the phone book and {@code objects} in it. */
  public static FakeClient phonebookClient(StoredObject... objects) {
    FakeClient client = new FakeClient();
    client.configuration =
        configuration(
            List.of(
                server(1, 2012, ServerState.AVAILABLE), server(-1, 2013, ServerState.AVAILABLE)),
            phonebook(1L, -1L));
    client.objects = List.of(objects);
    return client;
  }

  /** An entry of the phone book. */
  public static StoredObject entry(String key, String first, String last, long phone) {
    Map<String, Value> values =
        Map.of(
            "first",
            Value.Text.of(first),
            "last",
            Value.Text.of(last),
            "phone",
            new Value.Int(phone));
    List<Attribute> attributes = phonebook().schema().attributes();
    List<Bytes> columns =
        attributes.stream()
            .skip(1)
            .map(attribute -> ValueCodec.encode(attribute.type(), values.get(attribute.name())))
            .toList();
    return StoredObject.encoded(
        phonebook().schema(), Bytes.utf8(key), Row.of(columns), new Version(3, 17));
  }
}
