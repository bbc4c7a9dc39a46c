/** The model and the protocols: deterministic code: an event and the time in, effects out. */
@NullMarked
package org.hyperdex.core;

import org.jspecify.annotations.NullMarked;
