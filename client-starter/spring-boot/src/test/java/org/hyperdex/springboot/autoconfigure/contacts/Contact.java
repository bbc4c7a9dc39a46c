package org.hyperdex.springboot.autoconfigure.contacts;

import org.hyperdex.springdata.mapping.Key;
import org.hyperdex.springdata.mapping.Space;

/** What the application keeps. */
@Space
public record Contact(@Key String name, String lastName) {}
