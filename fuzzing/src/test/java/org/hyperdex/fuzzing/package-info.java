/** That what the fuzzer has kept is harmless. */
@NullMarked
package org.hyperdex.fuzzing;

import org.jspecify.annotations.NullMarked;
