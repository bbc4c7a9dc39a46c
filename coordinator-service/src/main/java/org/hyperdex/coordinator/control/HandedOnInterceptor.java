package org.hyperdex.coordinator.control;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/** Lets a call know whether another node handed it on. */
public final class HandedOnInterceptor implements ServerInterceptor {
  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    Context context =
        Context.current()
            .withValue(LeaderRouter.IS_HANDED_ON, headers.containsKey(LeaderRouter.HANDED_ON));
    return Contexts.interceptCall(context, call, headers, next);
  }
}
