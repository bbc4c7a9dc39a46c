/**
 * Commands that look after a cluster: spaces, servers, coordinators, modes.
 *
 * <p>Their names, arguments and the beginnings of their failures are the original's. They ask
 * through the client library and know nothing of how coordinators do it.
 */
@NullMarked
package org.hyperdex.cli.admin;

import org.jspecify.annotations.NullMarked;
