/**
 * What the gateway's tests share: one real gateway on one real cluster for all of them, and the
 * means to talk to it over HTTP as any client would.
 *
 * <p>Tests may know the REST API only, and the meters of the storage servers where they prove what
 * the API does not show.
 */
@NullMarked
package org.hyperdex.gateway.testing;

import org.jspecify.annotations.NullMarked;
