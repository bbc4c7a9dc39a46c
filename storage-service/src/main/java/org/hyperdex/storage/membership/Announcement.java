package org.hyperdex.storage.membership;

/**
 * What a server's process says of itself when it starts.
 *
 * @param serverId the identity of its data directory
 * @param host where the others reach it
 * @param port where the others reach it
 * @param zone its failure zone; empty if it has no label
 * @param start random, drawn when the process started: tells a repetition from a new process
 */
public record Announcement(long serverId, String host, int port, String zone, long start) {}
