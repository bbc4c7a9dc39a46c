/** What a coordinator node promises, shown on several of them in one process. */
@NullMarked
package org.hyperdex.coordinator;

import org.jspecify.annotations.NullMarked;
