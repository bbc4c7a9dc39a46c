package org.hyperdex.core.protocol;

/** Anything that travels on a link of the data path. */
public sealed interface Message permits ClientRequest, ServerResponse, ChainMessage {}
