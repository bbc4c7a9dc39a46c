/** The commands behind bin/hyperdex, a plain program without Spring so that it starts at once. */
@NullMarked
package org.hyperdex.cli;

import org.jspecify.annotations.NullMarked;
