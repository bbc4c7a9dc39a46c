/** Templates, mapping and repositories in the manner of Spring Data, on top of the client. */
@NullMarked
package org.hyperdex.springdata;

import org.jspecify.annotations.NullMarked;
