/**
 * How fast it is: a closed-loop load generator against a real cluster of real processes, beside
 * RocksDB alone on the same rows in the same run.
 *
 * <p>{@link org.hyperdex.benchmarks.BenchmarkCommand} runs the rounds, interleaved, and prints one
 * table: medians with the least and the greatest, latencies from HDR histograms, CPU per operation
 * on both sides. Figures of a shared machine mean little by themselves; ratios within one run do.
 */
@NullMarked
package org.hyperdex.benchmarks;

import org.jspecify.annotations.NullMarked;
