/**
 * Rare calls to the coordinators, and the stream of configurations.
 *
 * <p>A {@link org.hyperdex.transport.control.ControlChannel} is given any one or several
 * coordinators, learns all others and fails over by itself. It belongs to one cluster: told which,
 * or by the first answer it gets; a coordinator of another cluster is never listened to. {@link
 * org.hyperdex.transport.control.ConfigurationCodec} turns configurations into their protobuf form
 * and back.
 *
 * <p>This package knows gRPC and the cluster's model; it decides nothing about the cluster.
 */
@NullMarked
package org.hyperdex.transport.control;

import org.jspecify.annotations.NullMarked;
