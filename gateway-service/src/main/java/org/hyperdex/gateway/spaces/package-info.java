/** Spaces: list, add, describe, rename, remove, validate. */
@NullMarked
package org.hyperdex.gateway.spaces;

import org.jspecify.annotations.NullMarked;
