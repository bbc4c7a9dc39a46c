/**
 * The gateway: HyperDex over HTTP.
 *
 * <p>A thin shell in plain blocking style on virtual threads: each request becomes an operation of
 * the {@link org.hyperdex.client.HyperDexClient} that an application would use, and each failure a
 * problem document. One room per resource ({@code objects}, {@code search}, {@code spaces}, {@code
 * cluster}); {@code problems} words the errors, {@code web} reads what all requests have in common.
 */
@NullMarked
package org.hyperdex.gateway;

import org.jspecify.annotations.NullMarked;
