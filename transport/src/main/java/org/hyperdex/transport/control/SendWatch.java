package org.hyperdex.transport.control;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;

/**
 * Sees whether any of the calls it is given to has got a connection: a call that never had one has
 * certainly not arrived.
 */
final class SendWatch implements ClientInterceptor {
  private volatile boolean mayHaveArrived;

  boolean mayHaveArrived() {
    return mayHaveArrived;
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return next.newCall(
        method,
        options.withStreamTracerFactory(
            new ClientStreamTracer.Factory() {
              @Override
              public ClientStreamTracer newClientStreamTracer(
                  ClientStreamTracer.StreamInfo info, Metadata headers) {
                return new Tracer();
              }
            }));
  }

  private final class Tracer extends ClientStreamTracer {
    @Override
    public void streamCreated(Attributes transportAttributes, Metadata headers) {
      mayHaveArrived = true;
    }
  }
}
