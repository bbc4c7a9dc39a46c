/** What goes wrong, as RFC 9457 problem documents with stable types. */
@NullMarked
package org.hyperdex.gateway.problems;

import org.jspecify.annotations.NullMarked;
