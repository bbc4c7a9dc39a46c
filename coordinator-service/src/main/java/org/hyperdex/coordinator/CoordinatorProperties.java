package org.hyperdex.coordinator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of a coordinator process.
 *
 * @param listen the address to bind, at which others reach the node as well
 * @param port where clients, servers and joining nodes call
 * @param raftPort where the other nodes call; by default {@code port + 1000}
 * @param data the data directory
 * @param connect addresses of the cluster to join, {@code host:port}; none to found one
 * @param lease what a heartbeat grants a storage server
 * @param leaseMargin what is waited beyond a lease before a server is lost
 * @param refusedPortIsLoss whether a server is lost at once when its heartbeats break off and its
 *     host refuses connections to its port
 * @param replacementDelay how long the places of a lost server are kept for it
 * @param joinsPerServer how many regions a server sends at once, and how many it receives
 */
@ConfigurationProperties("hyperdex.coordinator")
public record CoordinatorProperties(
    @DefaultValue(LISTEN) String listen,
    @DefaultValue("" + PORT) int port,
    @Nullable Integer raftPort,
    @DefaultValue(".") Path data,
    @DefaultValue List<String> connect,
    @DefaultValue("1s") Duration lease,
    @DefaultValue("200ms") Duration leaseMargin,
    @DefaultValue("true") boolean refusedPortIsLoss,
    @DefaultValue("5s") Duration replacementDelay,
    @DefaultValue("8") int joinsPerServer) {
  static final String LISTEN = "127.0.0.1";
  static final int PORT = 1982;

  /** The same for a node. */
  CoordinatorOptions options() {
    return CoordinatorOptions.of(data, port)
        .withListen(listen)
        .withPorts(port, raftPort == null ? port + CoordinatorOptions.RAFT_PORT_OFFSET : raftPort)
        .withConnect(connect)
        .withRecovery(
            new RecoveryOptions(
                lease, leaseMargin, refusedPortIsLoss, replacementDelay, joinsPerServer));
  }
}
