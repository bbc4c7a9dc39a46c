package org.hyperdex.simulation;

/**
 * What all parts of one server use.
 *
 * @param id the server's id
 * @param clock the server's own clock
 */
record ServerContext(
    long id,
    EventLoop loop,
    ServerOutside outside,
    Sabotage bug,
    Coverage coverage,
    LocalClock clock) {}
