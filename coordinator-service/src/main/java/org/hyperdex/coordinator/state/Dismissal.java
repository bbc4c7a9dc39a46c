package org.hyperdex.coordinator.state;

/**
 * That a server has no lease left, as the leader found that grants it none any more. It holds for
 * that process of the server alone, and while that leader leads: others begin with fresh leases.
 *
 * @param incarnation of the process; 0 if nobody knows the server
 * @param term the leader's
 */
public record Dismissal(long server, long incarnation, long term) {}
