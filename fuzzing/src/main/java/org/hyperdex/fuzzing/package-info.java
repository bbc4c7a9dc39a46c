/**
 * What takes bytes or text from outside, each behind one entry for a fuzzer that is guided by
 * coverage: {@code bin/fuzz} lets Jazzer look for bytes that crash it, hang it or eat the memory.
 *
 * <p>A target does more than wait for an exception: what it accepts must come out of a round trip
 * as it went in. Inputs that took new ways through the code are kept in {@code fuzzing/corpus}, a
 * folder to each target; the tests go through them all, and through seeded changes of them.
 */
@NullMarked
package org.hyperdex.fuzzing;

import org.jspecify.annotations.NullMarked;
