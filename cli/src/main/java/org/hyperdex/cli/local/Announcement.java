package org.hyperdex.cli.local;

import java.time.Duration;
import java.util.Locale;
import org.hyperdex.cli.Ports;
import org.hyperdex.cli.launch.Service;
import org.hyperdex.client.json.JsonValues;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What runs where, and what to try. */
final class Announcement {
  private Announcement() {}

  static String text(LocalCluster cluster, ClusterLayout layout, Duration took) {
    StringBuilder text = new StringBuilder();
    text.append("%nHyperDex is up after %.1f s:%n%n".formatted(took.toMillis() / 1000.0));
    for (ChildProcess child : cluster.children()) {
      Member member = child.member();
      String address =
          member.service() == Service.GATEWAY ? "http://" + member.address() : member.address();
      text.append(
          "  %-17s %-22s process %-8d %s%n"
              .formatted(member.name(), address, child.pid(), member.log()));
    }
    int port = layout.coordinators().getFirst().port();
    String flags = port == Ports.COORDINATOR ? "" : " -p " + port;
    text.append(
        """

        Try, in another terminal:

          echo 'space phonebook key username attributes first, last, int phone
                subspace first, last, phone create 8 partitions tolerate 2 failures' |
            bin/hyperdex add-space%1$s
          bin/hyperdex put%1$s phonebook jsmith1 '{"first": "John", "last": "Smith", "phone": 6075551024}'
          bin/hyperdex search%1$s phonebook '{"last": "Smith"}'
          curl http://%2$s/v1/spaces/phonebook/objects/jsmith1

        Ctrl-C stops everything; the data stays in %3$s.
        """
            .formatted(flags, layout.gateway().address(), layout.data()));
    return text.toString();
  }

  static ObjectNode json(LocalCluster cluster, ClusterLayout layout) {
    ObjectNode node = JsonValues.mapper().createObjectNode();
    node.put("data", layout.data().toString());
    ArrayNode processes = node.putArray("processes");
    for (ChildProcess child : cluster.children()) {
      Member member = child.member();
      processes
          .addObject()
          .put("service", member.service().name().toLowerCase(Locale.ROOT))
          .put("number", member.number())
          .put("address", member.address())
          .put("process", child.pid())
          .put("log", member.log().toString());
    }
    return node;
  }
}
