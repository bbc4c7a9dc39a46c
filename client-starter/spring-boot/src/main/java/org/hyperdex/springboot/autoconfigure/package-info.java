/** Beans made from properties: the client, the template, the repositories. */
@NullMarked
package org.hyperdex.springboot.autoconfigure;

import org.jspecify.annotations.NullMarked;
