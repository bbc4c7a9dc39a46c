package org.hyperdex.storage.membership;

/**
 * The cluster has taken the server in.
 *
 * @param clusterId the cluster
 * @param incarnation what this process start is called; every configuration that counts names it
 */
public record Joined(String clusterId, long incarnation) {}
