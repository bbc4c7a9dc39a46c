/** Classes that break the rule of core, each in one way, and one that does not. */
@NullMarked
package org.hyperdex.core.impure;

import org.jspecify.annotations.NullMarked;
