package org.hyperdex.gateway.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Lets a request whose body has been read, and whose thread waits, look whether its caller is still
 * there: the container tells nobody that a connection has ended as long as nothing is read or
 * written.
 *
 * <p>The container is asked whether there is anything to read. Behind the body there is nothing, or
 * the caller's next request, which is counted once; only an end of the connection is there to be
 * read, as one byte, however often it is asked for. So one look is not enough.
 */
public final class CallerProbe extends ValveBase {
  private static final String ATTRIBUTE = CallerProbe.class.getName();

  /** A probe; a container keeps it for all requests. */
  public CallerProbe() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    request.setAttribute(ATTRIBUTE, new Caller(request.getCoyoteRequest()));
    getNext().invoke(request, response);
  }

  /** The caller of the request. */
  static Caller of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Caller caller) {
      return caller;
    }
    throw new IllegalStateException("a request that has not come through the probe");
  }

  /** The other end of a connection. For the thread that carries out the request. */
  static final class Caller {
    private static final int LOOKS = 2;

    private final org.apache.coyote.Request connection;
    private int ends;

    private Caller(org.apache.coyote.Request connection) {
      this.connection = connection;
    }

    /** Looks once; whether the last looks have all seen the end. */
    boolean isGone() {
      connection.action(ActionCode.AVAILABLE, true);
      ends = connection.getAvailable() == 1 ? ends + 1 : 0;
      return ends >= LOOKS;
    }
  }
}
