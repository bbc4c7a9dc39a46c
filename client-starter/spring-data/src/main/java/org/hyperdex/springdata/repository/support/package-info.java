/** The factory of repositories, and the methods that all of them have. */
@NullMarked
package org.hyperdex.springdata.repository.support;

import org.jspecify.annotations.NullMarked;
