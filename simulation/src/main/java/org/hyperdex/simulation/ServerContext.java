package org.hyperdex.simulation;

/**
 * What all parts of one server use.
 *
 * @param id the server's id
 * @param clock the server's own clock
 * @param syncs whether the server waits for its disk
 */
record ServerContext(
    long id,
    EventLoop loop,
    ServerOutside outside,
    Sabotage bug,
    Coverage coverage,
    LocalClock clock,
    boolean syncs) {}
