/** Tests of this package. */
@NullMarked
package org.hyperdex.storage.peers;

import org.jspecify.annotations.NullMarked;
