package org.hyperdex.storage.rows;

/**
 * Whose data a directory holds.
 *
 * @param serverId random, made with the directory, never 0
 * @param clusterId the cluster the server joined; empty until it has joined one
 */
public record Identity(long serverId, String clusterId) {}
