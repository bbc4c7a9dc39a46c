/**
 * The process that serves the REST API and the web console, through the same client as an
 * application.
 */
@NullMarked
package org.hyperdex.gateway;

import org.jspecify.annotations.NullMarked;
