/**
 * Auto-configuration that wires the client, the template and the repositories, and decides nothing
 * else.
 */
@NullMarked
package org.hyperdex.springboot;

import org.jspecify.annotations.NullMarked;
