package org.hyperdex.coordinator;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.hyperdex.coordinator.control.NodeChannels;
import org.hyperdex.coordinator.control.PeerNames;
import org.hyperdex.coordinator.directory.DataDirectory;
import org.hyperdex.coordinator.directory.Identity;
import org.hyperdex.transport.proto.StatusRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out, or decides, who a starting node is.
 *
 * <table>
 *   <caption>What a node becomes</caption>
 *   <tr><th>directory</th><th>connect</th><th></th></tr>
 *   <tr><td>empty</td><td>none</td><td>founds a cluster of one</td></tr>
 *   <tr><td>empty</td><td>given</td><td>joins the cluster found there</td></tr>
 *   <tr><td>used</td><td>any</td><td>is who it was</td></tr>
 * </table>
 */
final class NodeIdentity {
  private static final Logger LOG = LoggerFactory.getLogger(NodeIdentity.class);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private NodeIdentity() {}

  /**
   * Blocks, for a joining node, until a member of the cluster answers.
   *
   * @throws InterruptedException if the node is stopped meanwhile
   * @throws CoordinatorStartException if the directory's log is gone
   */
  static Identity establish(
      CoordinatorOptions options,
      DataDirectory directory,
      NodeChannels channels,
      RandomGenerator random)
      throws InterruptedException {
    Identity identity = directory.identity().orElse(null);
    if (identity == null) {
      Identity.Phase phase =
          options.connect().isEmpty() ? Identity.Phase.FOUNDING : Identity.Phase.JOINING;
      String clusterId =
          phase == Identity.Phase.FOUNDING
              ? new UUID(random.nextLong(), random.nextLong()).toString()
              : clusterAt(options.connect(), channels);
      String nodeId = HexFormat.of().toHexDigits(random.nextLong());
      identity =
          new Identity(
              clusterId,
              nodeId,
              PeerNames.of(nodeId, options.raftAddress()),
              options.raftAddress(),
              phase);
      directory.writeIdentity(identity);
      LOG.info(
          "{}: id={} cluster={}",
          phase == Identity.Phase.FOUNDING ? "founding a cluster" : "joining a cluster",
          nodeId,
          clusterId);
      return identity;
    }
    if (identity.phase() == Identity.Phase.MEMBER && !directory.hasLog()) {
      throw new CoordinatorStartException(
          "the log of this coordinator is gone: "
              + directory.raft()
              + "; remove coordinator "
              + identity.nodeId()
              + " from the cluster, empty the data directory and join again");
    }
    return identity.address().equals(options.raftAddress())
        ? identity
        : moved(identity, options, directory);
  }

  /**
   * A node at a new address takes a new name among the peers. A lone node keeps its name: it has
   * nobody to tell, and only under its old name can it lead.
   */
  private static Identity moved(
      Identity identity, CoordinatorOptions options, DataDirectory directory) {
    boolean alone = directory.knownCoordinators().size() <= 1;
    String peerId =
        alone && identity.phase() != Identity.Phase.JOINING
            ? identity.peerId()
            : PeerNames.of(identity.nodeId(), options.raftAddress());
    Identity moved = identity.withPeer(peerId, options.raftAddress());
    directory.writeIdentity(moved);
    LOG.info("the address changed: from={} to={}", identity.address(), moved.address());
    return moved;
  }

  private static String clusterAt(List<String> addresses, NodeChannels channels)
      throws InterruptedException {
    boolean told = false;
    while (true) {
      for (String address : addresses) {
        try {
          return channels
              .to(address, CALL_TIMEOUT)
              .status(StatusRequest.getDefaultInstance())
              .getClusterId();
        } catch (StatusRuntimeException e) {
          if (!told) {
            LOG.info("waiting for a coordinator to join: {} {}", address, e.getStatus().getCode());
            told = true;
          }
        }
      }
      Thread.sleep(PAUSE);
    }
  }
}
