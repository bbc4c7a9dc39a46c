/** What requests have in common: bodies, deadlines, keys in paths, idempotency. */
@NullMarked
package org.hyperdex.gateway.web;

import org.jspecify.annotations.NullMarked;
