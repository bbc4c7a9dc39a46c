/** Names of methods to queries, checked when the repository is made. */
@NullMarked
package org.hyperdex.springdata.repository.query;

import org.jspecify.annotations.NullMarked;
