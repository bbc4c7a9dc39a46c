package org.hyperdex.core.protocol;

/**
 * Names one operation of one client for ever: all retries of it carry the same.
 *
 * @param client the client's session, random
 * @param sequence counts the session's writes from 1
 */
public record OperationId(long client, long sequence) {}
