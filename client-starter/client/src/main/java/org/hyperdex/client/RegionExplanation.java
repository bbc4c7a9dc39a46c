package org.hyperdex.client;

import java.util.Optional;
import org.hyperdex.core.protocol.Explanation;

/**
 * How one region was searched.
 *
 * @param region its id
 * @param explanation what its server told; empty if it could not be asked
 * @param problem why not; empty if it could
 */
public record RegionExplanation(long region, Optional<Explanation> explanation, String problem) {}
