/**
 * The template: objects of an application's classes in, objects of its classes out.
 *
 * <p>{@link org.hyperdex.springdata.HyperDexTemplate} stands on the client and adds two things:
 * {@code mapping} and {@code convert} turn objects into values and back, and failures become
 * Spring's {@link org.springframework.dao.DataAccessException}s. Whatever selects objects becomes a
 * condition that the servers evaluate; nothing is filtered here.
 */
@NullMarked
package org.hyperdex.springdata;

import org.jspecify.annotations.NullMarked;
