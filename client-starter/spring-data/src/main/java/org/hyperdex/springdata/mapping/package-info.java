/**
 * Which class is kept in which space, and which property is which attribute.
 *
 * <p>Knows classes and names only. What the mapping cannot express is refused when a class is first
 * looked at, with the name of the property.
 */
@NullMarked
package org.hyperdex.springdata.mapping;

import org.jspecify.annotations.NullMarked;
