package org.hyperdex.coordinator.state;

import org.hyperdex.core.coordinator.Response;
import org.hyperdex.transport.proto.SubmitResponse;

/** Responses as clients and snapshots see them. */
public final class Responses {
  private Responses() {}

  /** Writes one. */
  public static SubmitResponse toProto(Response response) {
    return switch (response) {
      case Response.Done done ->
          SubmitResponse.newBuilder()
              .setConfigurationVersion(done.configurationVersion())
              .setIncarnation(done.incarnation())
              .build();
      case Response.Refused refused ->
          SubmitResponse.newBuilder()
              .setError(refused.reason().name())
              .setDetail(refused.detail())
              .setLine(refused.line())
              .setColumn(refused.column())
              .setRule(refused.rule())
              .build();
    };
  }

  /** Reads one. */
  public static Response of(SubmitResponse response) {
    return response.getError().isEmpty()
        ? new Response.Done(response.getConfigurationVersion(), response.getIncarnation())
        : new Response.Refused(
            Response.Reason.valueOf(response.getError()),
            response.getDetail(),
            response.getLine(),
            response.getColumn(),
            response.getRule());
  }
}
