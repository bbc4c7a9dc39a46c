package org.hyperdex.gateway.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;

/**
 * The key in an object's address.
 *
 * <p>It is taken from the address as it came, because what a servlet container makes of it loses
 * bytes that are not UTF-8 and confuses encoded slashes with others.
 */
public final class ObjectKeys {
  private static final String ENCODING = "key-encoding";
  private static final String SPACES = "/v1/spaces/";
  private static final String OBJECTS = "/objects/";

  private ObjectKeys() {}

  /** The key the request addresses, of the type of {@code key}. */
  public static Value of(HttpServletRequest request, Attribute key) {
    String uri = request.getRequestURI();
    // After the space's name, which may be "objects".
    int objects = uri.indexOf(OBJECTS, uri.indexOf('/', SPACES.length()));
    byte[] segment = decodePercent(uri.substring(objects + OBJECTS.length()));
    String encoding = request.getParameter(ENCODING);
    if (encoding == null) {
      return ofText(segment, key);
    }
    if (!encoding.equals("base64url")) {
      throw new Problem(
          Reason.MALFORMED, ENCODING + ": expected base64url, found '" + encoding + "'");
    }
    return JsonValues.keyFromBase64Url(key, Bytes.wrap(segment).toUtf8());
  }

  private static Value ofText(byte[] bytes, Attribute key) {
    return key.type() == AttributeType.STRING
        ? new Value.Text(Bytes.wrap(bytes))
        : JsonValues.keyFromText(key, Bytes.wrap(bytes).toUtf8());
  }

  private static byte[] decodePercent(String segment) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(segment.length());
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c == '%') {
        bytes.write(hex(segment, i + 1) << 4 | hex(segment, i + 2));
        i += 2;
      } else if (c < 0x80) {
        bytes.write(c);
      } else {
        throw new Problem(
            Reason.MALFORMED, "the key in the address has a character that must be encoded as %..");
      }
    }
    return bytes.toByteArray();
  }

  private static int hex(String segment, int at) {
    int digit = at < segment.length() ? Character.digit(segment.charAt(at), 16) : -1;
    if (digit < 0) {
      throw new Problem(
          Reason.MALFORMED, "the key in the address has a % without two hexadecimal digits");
    }
    return digit;
  }
}
