/** Proofs of the command line: what it takes, what it answers, and what it says when it fails. */
@NullMarked
package org.hyperdex.cli;

import org.jspecify.annotations.NullMarked;
