package org.hyperdex.core.protocol;

/** One region a write passes through, and what it does there. */
public record PathElement(long region, Role role) {}
