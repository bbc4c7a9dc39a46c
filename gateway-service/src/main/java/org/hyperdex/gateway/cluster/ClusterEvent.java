package org.hyperdex.gateway.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Configuration.RegionRef;
import org.hyperdex.core.cluster.Margins;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.gateway.web.Unsigned;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that has changed from one configuration to a later one.
 *
 * @param name its kind
 * @param data what it is now
 */
record ClusterEvent(String name, ObjectNode data) {

  private static ClusterEvent of(String name, Consumer<ObjectNode> content) {
    ObjectNode data = JsonValues.mapper().createObjectNode();
    content.accept(data);
    return new ClusterEvent(name, data);
  }

  /** All of a configuration: {@code cluster}. */
  static ClusterEvent whole(Configuration configuration) {
    return new ClusterEvent("cluster", ClusterJson.of(configuration));
  }

  /**
   * What has changed: {@code read-only}, {@code server}, {@code server-forgotten}, {@code
   * space-added}, {@code space-removed}, {@code space-renamed}, {@code region} (of a space that was
   * there before) and {@code margins}, in that order.
   */
  static List<ClusterEvent> between(Configuration before, Configuration after) {
    List<ClusterEvent> events = new ArrayList<>();
    if (before.readOnly() != after.readOnly()) {
      events.add(of("read-only", data -> data.put("readOnly", after.readOnly())));
    }
    servers(before, after).forEach(events::add);
    spaces(before, after).forEach(events::add);
    Margins margins = Margins.of(after);
    if (!margins.equals(Margins.of(before))) {
      events.add(of("margins", data -> ClusterJson.margins(data, margins)));
    }
    return events;
  }

  private static Stream<ClusterEvent> servers(Configuration before, Configuration after) {
    Stream<ClusterEvent> changed =
        after.servers().stream()
            .filter(server -> !before.server(server.id()).equals(Optional.of(server)))
            .map(server -> of("server", data -> ClusterJson.server(data, server)));
    Stream<ClusterEvent> forgotten =
        before.servers().stream()
            .map(Server::id)
            .filter(id -> after.server(id).isEmpty())
            .map(id -> of("server-forgotten", data -> data.put("id", Unsigned.number(id))));
    return Stream.concat(changed, forgotten);
  }

  private static Stream<ClusterEvent> spaces(Configuration before, Configuration after) {
    Map<Long, Space> known = byId(before);
    Map<Long, Space> now = byId(after);
    Stream<ClusterEvent> removed =
        before.spaces().stream()
            .filter(space -> !now.containsKey(space.id()))
            .map(space -> of("space-removed", data -> data.put("name", space.name())));
    Stream<ClusterEvent> others =
        after.spaces().stream()
            .flatMap(space ->
                known.containsKey(space.id())
                    ? changes(before, Objects.requireNonNull(known.get(space.id())), space)
                    : Stream.of(of("space-added", data -> ClusterJson.space(data, space))));
    return Stream.concat(removed, others);
  }

  private static Map<Long, Space> byId(Configuration configuration) {
    return configuration.spaces().stream().collect(Collectors.toMap(Space::id, space -> space));
  }

  private static Stream<ClusterEvent> changes(
      Configuration before, Space spaceBefore, Space space) {
    Stream<ClusterEvent> renamed =
        spaceBefore.name().equals(space.name())
            ? Stream.empty()
            : Stream.of(
                of(
                    "space-renamed",
                    data -> data.put("name", space.name()).put("before", spaceBefore.name())));
    Stream<ClusterEvent> regions =
        space.subspaces().stream()
            .flatMap(subspace -> subspace.regions().stream())
            .filter(region -> !isSame(before, region))
            .map(region ->
                of(
                    "region",
                    data -> {
                      data.put("space", space.name());
                      ClusterJson.region(data, region);
                    }));
    return Stream.concat(renamed, regions);
  }

  private static boolean isSame(Configuration before, Region region) {
    return before.region(region.id()).map(RegionRef::region).equals(Optional.of(region));
  }

  /** The event as a stream of server-sent events has it. */
  String text(long version) {
    return "event: " + name + "\nid: " + version + "\ndata: " + data + "\n\n";
  }
}
