/** Whether the cluster answers, for the health endpoint. */
@NullMarked
package org.hyperdex.springboot.health;

import org.jspecify.annotations.NullMarked;
