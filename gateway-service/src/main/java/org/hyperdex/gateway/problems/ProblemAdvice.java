package org.hyperdex.gateway.problems;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.hyperdex.client.HyperDexException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns every failure of a request into a problem document. */
@RestControllerAdvice
class ProblemAdvice {
  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
  private static final String RETRY_AFTER_SECONDS = "1";

  @ExceptionHandler
  ResponseEntity<String> problem(Problem problem, HttpServletRequest request) {
    ResponseEntity.BodyBuilder answer = ResponseEntity.status(problem.reason().status());
    if (problem.reason().retryable()) {
      answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return answer
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem.document(Writing.isAskedBy(request)).toString());
  }

  @ExceptionHandler
  ResponseEntity<String> failure(HyperDexException failure, HttpServletRequest request) {
    return problem(Problem.of(failure), request);
  }

  @ExceptionHandler({NoResourceFoundException.class, NoHandlerFoundException.class})
  ResponseEntity<String> nothingHere(HttpServletRequest request) {
    return problem(
        new Problem(
            Reason.UNKNOWN_RESOURCE,
            "there is nothing at "
                + request.getRequestURI()
                + "; /v1/openapi.json lists what there is"),
        request);
  }

  @ExceptionHandler
  ResponseEntity<String> wrongMethod(
      HttpRequestMethodNotSupportedException failure, HttpServletRequest request) {
    Set<HttpMethod> supported = failure.getSupportedHttpMethods();
    ResponseEntity<String> answer =
        problem(
            new Problem(
                Reason.METHOD_NOT_ALLOWED,
                failure.getMethod()
                    + " does not fit "
                    + request.getRequestURI()
                    + "; it takes "
                    + supported),
            request);
    return ResponseEntity.status(answer.getStatusCode())
        .headers(answer.getHeaders())
        .allow(supported == null ? new HttpMethod[0] : supported.toArray(HttpMethod[]::new))
        .body(answer.getBody());
  }

  @ExceptionHandler
  ResponseEntity<String> wrongMediaType(
      HttpMediaTypeNotSupportedException failure, HttpServletRequest request) {
    return problem(
        new Problem(
            Reason.UNSUPPORTED_MEDIA_TYPE,
            "the body is sent as %s; %s is wanted"
                .formatted(failure.getContentType(), failure.getSupportedMediaTypes())),
        request);
  }

  @ExceptionHandler
  ResponseEntity<String> notAcceptable(
      HttpMediaTypeNotAcceptableException failure, HttpServletRequest request) {
    return problem(
        new Problem(Reason.NOT_ACCEPTABLE, "the answer can be " + failure.getSupportedMediaTypes()),
        request);
  }

  @ExceptionHandler({
    InvalidParameterException.class,
    ServletRequestBindingException.class,
    MethodArgumentTypeMismatchException.class
  })
  ResponseEntity<String> malformed(Exception failure, HttpServletRequest request) {
    return problem(new Problem(Reason.MALFORMED, String.valueOf(failure.getMessage())), request);
  }

  /** Nobody is there to be told. */
  @ExceptionHandler({AsyncRequestNotUsableException.class, CallerGoneException.class})
  void callerHasGone(Exception failure, HttpServletRequest request) {
    log.debug("{} {}: the caller has gone", request.getMethod(), request.getRequestURI(), failure);
  }

  @ExceptionHandler
  ResponseEntity<String> unexpected(Exception failure, HttpServletRequest request) {
    log.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
    return problem(Problem.unexpected(), request);
  }
}
