/** Objects by key: get, put, delete, operations, batches. */
@NullMarked
package org.hyperdex.gateway.objects;

import org.jspecify.annotations.NullMarked;
