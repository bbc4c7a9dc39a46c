/** Searches, counts and plans. */
@NullMarked
package org.hyperdex.gateway.search;

import org.jspecify.annotations.NullMarked;
