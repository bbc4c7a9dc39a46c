package org.hyperdex.client;

import java.util.Optional;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.Version;

/**
 * How a write ended.
 *
 * @param outcome what the point leader decided
 * @param version the object's version after the write; {@link Version#NONE} if it did not take
 *     effect
 * @param attribute the attribute whose guard or function failed, if one did
 */
public record WriteResult(Outcome outcome, Version version, Optional<String> attribute) {}
