/**
 * Values and conditions as JSON: the forms of the REST API and of the command line, in one place.
 *
 * <p>Reading is by attribute type and strict; whatever is wrong is a {@link
 * org.hyperdex.client.HyperDexException} that names the attribute, what was expected and what came.
 */
@NullMarked
package org.hyperdex.client.json;

import org.jspecify.annotations.NullMarked;
