package org.hyperdex.simulation.check;

/**
 * Something that must not be.
 *
 * @param check the name of the check that found it
 * @param what for people
 */
public record Finding(String check, String what) {}
