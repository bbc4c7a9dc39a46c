package org.hyperdex.cli.data;

import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.schema.Schema;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which object is meant. */
final class KeyArguments {
  @Parameters(index = "0", paramLabel = "SPACE", description = "The name of the space.")
  private String space = "";

  @Parameters(
      index = "1",
      paramLabel = "KEY",
      description = "The object's key: its text, without quotes.")
  private String key = "";

  @Option(
      names = "--key-encoding",
      paramLabel = "text|base64url",
      description = "How KEY is written; base64url for any bytes (default: ${DEFAULT-VALUE}).")
  private Encoding encoding = Encoding.TEXT;

  /** How a key is written. */
  private enum Encoding {
    TEXT,
    BASE64URL
  }

  String space() {
    return space;
  }

  /** The key as it was written. */
  String text() {
    return key;
  }

  Value key(Schema schema) {
    return switch (encoding) {
      case TEXT -> JsonValues.keyFromText(schema.key(), key);
      case BASE64URL -> JsonValues.keyFromBase64Url(schema.key(), key);
    };
  }
}
