/**
 * Objects to values and back.
 *
 * <p>Each property has a {@link org.hyperdex.springdata.convert.ValueMapping}, found once by its
 * declared type; objects of that type and values of one attribute type correspond. Knows {@code
 * mapping} and the values of the core, not the client's calls.
 */
@NullMarked
package org.hyperdex.springdata.convert;

import org.jspecify.annotations.NullMarked;
