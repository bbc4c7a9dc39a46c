/**
 * Commands for objects: values and conditions are JSON, in the forms of the REST API.
 *
 * <p>Each binds its arguments to the space's schema before anything is sent, so that a mistake
 * names the attribute, what was expected and what came.
 */
@NullMarked
package org.hyperdex.cli.data;

import org.jspecify.annotations.NullMarked;
