package org.hyperdex.core.schema;

import org.hyperdex.core.data.AttributeType;

/** A named, typed attribute of a space. */
public record Attribute(String name, AttributeType type) {}
