package org.hyperdex.core.replication;

import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.Version;

/** How a client's operation ended: what its retry is told. Kept with the rows of the key region. */
public record OutcomeRecord(OperationId operation, Outcome outcome, Version version) {}
