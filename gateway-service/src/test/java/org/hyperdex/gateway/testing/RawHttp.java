package org.hyperdex.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Requests that no HTTP client would send, written to a socket as they are. */
public final class RawHttp {
  private static final int PATIENCE_MILLIS = 20_000;

  private final int port;

  public RawHttp(int port) {
    this.port = port;
  }

  /** What came back; status 0, and all of it in the head, if that is no answer of HTTP/1.1. */
  public record Reply(int status, String head, String body) {}

  /** Sends {@code request} and reads until the gateway closes the connection. */
  public Reply send(String request) {
    try (Socket socket = connect()) {
      write(socket, request);
      socket.shutdownOutput();
      return reply(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** The gateway may close before it has read all: what it answered is still to be read. */
  private static void write(Socket socket, String request) throws IOException {
    try {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    } catch (SocketException e) {
      socket.getInputStream().available();
    }
  }

  private static Reply reply(Socket socket) throws IOException {
    byte[] bytes;
    try {
      bytes = socket.getInputStream().readAllBytes();
    } catch (SocketException e) {
      bytes = new byte[0];
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return new Reply(0, text, "");
    }
    return new Reply(
        Integer.parseInt(text.substring(9, 12)), text.substring(0, end), text.substring(end + 4));
  }
}
