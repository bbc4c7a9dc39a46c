/** Tests of this package. */
@NullMarked
package org.hyperdex.storage.rows;

import org.jspecify.annotations.NullMarked;
