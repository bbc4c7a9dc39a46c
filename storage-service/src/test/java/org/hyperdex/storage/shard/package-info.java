/** Tests of this package. */
@NullMarked
package org.hyperdex.storage.shard;

import org.jspecify.annotations.NullMarked;
