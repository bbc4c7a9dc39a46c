/** Tests of this package. */
@NullMarked
package org.hyperdex.storage.membership;

import org.jspecify.annotations.NullMarked;
