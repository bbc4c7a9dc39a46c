/**
 * The whole system as its users have it: {@code bin/hyperdex} starts real processes with data on
 * disk, and the tests speak to them through the shell and over HTTP.
 */
@NullMarked
package org.hyperdex.systemtests;

import org.jspecify.annotations.NullMarked;
