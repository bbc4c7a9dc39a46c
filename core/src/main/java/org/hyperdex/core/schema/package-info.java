/**
 * The space description language: its model, its parser and its rules.
 *
 * <p>{@link org.hyperdex.core.schema.SpaceParser} turns text into a {@link
 * org.hyperdex.core.schema.SpaceDescription}, or into the first {@link
 * org.hyperdex.core.schema.DescriptionError} with line, column, rule and a caret. A description that
 * exists is valid: every rule has been checked when its constructor returns.
 *
 * <p>This package knows attribute types and nothing of where objects are kept.
 */
@NullMarked
package org.hyperdex.core.schema;

import org.jspecify.annotations.NullMarked;
