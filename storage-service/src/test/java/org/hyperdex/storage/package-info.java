/** Tests of this package. */
@NullMarked
package org.hyperdex.storage;

import org.jspecify.annotations.NullMarked;
