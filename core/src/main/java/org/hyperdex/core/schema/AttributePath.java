package org.hyperdex.core.schema;

import org.hyperdex.core.data.DocumentPath;

/**
 * What operations and predicates name: an attribute, or a place in a document one.
 *
 * <p>As text the attribute's name, a dot unless the path begins with a bracket, and the path:
 * {@code order.items[0].price}, {@code matrix[3][4]}.
 *
 * @param attribute its name
 * @param path the root if the whole attribute is meant
 */
public record AttributePath(String attribute, DocumentPath path) {
  /**
   * Reads the text. The name is not looked at; no name has a dot or a bracket.
   *
   * @throws org.hyperdex.core.data.ValueException (MALFORMED and others) if the path is none
   */
  public static AttributePath parse(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
      end++;
    }
    if (end == text.length()) {
      return new AttributePath(text, DocumentPath.ROOT);
    }
    String rest = text.charAt(end) == '.' ? text.substring(end + 1) : text.substring(end);
    if (rest.isEmpty() || (text.charAt(end) == '.' && rest.charAt(0) == '[')) {
      throw DocumentPath.malformed(rest, 0, "a name is empty");
    }
    return new AttributePath(text.substring(0, end), DocumentPath.parse(rest));
  }

  /** The text that {@link #parse} reads. */
  public String text() {
    String rest = path.text();
    return rest.isEmpty() || rest.startsWith("[") ? attribute + rest : attribute + "." + rest;
  }
}
