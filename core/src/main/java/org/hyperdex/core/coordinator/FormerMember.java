package org.hyperdex.core.coordinator;

/**
 * A server that once was in a region's chain and may still have its objects on disk.
 *
 * @param server its id
 * @param lostMillis when it was taken out because it had failed; 0 if it left while it was alive
 */
public record FormerMember(long server, long lostMillis) {}
