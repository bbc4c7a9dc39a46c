/** The client library for any Java application, asynchronous and blocking, free of Spring. */
@NullMarked
package org.hyperdex.client;

import org.jspecify.annotations.NullMarked;
