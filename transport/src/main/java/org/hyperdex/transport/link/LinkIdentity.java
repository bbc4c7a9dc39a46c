package org.hyperdex.transport.link;

import java.util.Optional;
import org.hyperdex.transport.wire.Hello;

/**
 * Who a server is, for those who connect to it.
 *
 * @param clusterId the cluster it belongs to
 * @param serverId its id
 * @param incarnation its process start
 */
public record LinkIdentity(String clusterId, long serverId, long incarnation) {
  /** Why this server does not accept a link that begins with {@code hello}; empty if it does. */
  Optional<CloseReason> refusalOf(Hello hello) {
    if (!hello.clusterId().equals(clusterId)) {
      return refused(
          Refusal.WRONG_CLUSTER,
          "this server belongs to cluster " + clusterId + ", the caller to " + hello.clusterId());
    }
    if (hello.addressedServerId() != serverId) {
      return refused(
          Refusal.WRONG_SERVER,
          "this is server "
              + Long.toUnsignedString(serverId)
              + ", the caller wants "
              + Long.toUnsignedString(hello.addressedServerId()));
    }
    if (hello.addressedIncarnation() != 0 && hello.addressedIncarnation() != incarnation) {
      return refused(
          Refusal.WRONG_INCARNATION,
          "this is incarnation "
              + incarnation
              + ", the caller wants "
              + hello.addressedIncarnation());
    }
    return Optional.empty();
  }

  private static Optional<CloseReason> refused(Refusal refusal, String detail) {
    return Optional.of(CloseReason.refused(refusal, detail));
  }
}
