package org.hyperdex.gateway.problems;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers with a problem document what the servlet container refuses by itself: addresses, headers
 * and methods that make no sense in HTTP and never reach the application.
 */
public final class ContainerProblems extends ErrorReportValve {
  private static final Logger log = LoggerFactory.getLogger(ContainerProblems.class);

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < HttpStatus.BAD_REQUEST.value() || response.getContentWritten() > 0) {
      return;
    }
    if (!response.setErrorReported() || !isWritable(response)) {
      return;
    }
    try {
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.setCharacterEncoding(StandardCharsets.UTF_8);
      Writer writer = response.getReporter();
      if (writer != null) {
        ObjectNode document = problem(status).document(Writing.isAskedBy(request));
        writer.write(document.put("status", status).toString());
        response.finishResponse();
      }
    } catch (IOException | IllegalStateException e) {
      log.debug("a refusal could not be told", e);
    }
  }

  private static boolean isWritable(Response response) {
    AtomicBoolean allowed = new AtomicBoolean();
    response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, allowed);
    return allowed.get();
  }

  private static Problem problem(int status) {
    return switch (HttpStatus.resolve(status)) {
      case NOT_FOUND -> new Problem(Reason.UNKNOWN_RESOURCE, "there is nothing at this address");
      case METHOD_NOT_ALLOWED, NOT_IMPLEMENTED ->
          new Problem(Reason.METHOD_NOT_ALLOWED, "the method is not one of this API's");
      case INTERNAL_SERVER_ERROR -> Problem.unexpected();
      case null, default ->
          new Problem(
              Reason.MALFORMED,
              "the request is not HTTP as this API speaks it: its address, headers or body have"
                  + " characters, lengths or encodings that are not allowed");
    };
  }
}
