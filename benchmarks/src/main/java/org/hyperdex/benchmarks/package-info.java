/** Measurements: workloads, microbenchmarks and their reports. */
@NullMarked
package org.hyperdex.benchmarks;

import org.jspecify.annotations.NullMarked;
