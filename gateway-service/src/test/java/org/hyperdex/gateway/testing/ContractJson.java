package org.hyperdex.gateway.testing;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.data.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Values as the contract writes them, said once more and apart from the code under test. */
public final class ContractJson {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final DateTimeFormatter RFC_3339 =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private ContractJson() {}

  /** What an answer with {@code value} has to hold. */
  public static JsonNode node(Value value) {
    return parse(text(value));
  }

  /** The JSON that {@code text} is. */
  public static JsonNode parse(String text) {
    return MAPPER.readTree(text);
  }

  /** The text of {@code value}. */
  public static String text(Value value) {
    return switch (value) {
      case Value.Text text -> isUtf8(text.bytes()) ? quoted(text.bytes().toUtf8()) : bytes(text);
      case Value.Int number -> Long.toString(number.value());
      case Value.Float number ->
          Double.isFinite(number.value())
              ? Double.toString(number.value())
              : "{\"$float\": \"%s\"}".formatted(number.value());
      case Value.Timestamp time -> timestamp(time.epochMicros());
      case Value.Document document -> text(document.json());
      case Value.ListOf list -> array(list.elements());
      case Value.SetOf set -> array(set.elements());
      case Value.MapOf map ->
          map.entries().stream().allMatch(ContractJson::hasTextualKey)
              ? map.entries().stream()
                  .map(entry -> "%s: %s".formatted(key(entry.key()), text(entry.value())))
                  .collect(Collectors.joining(", ", "{", "}"))
              : map.entries().stream()
                  .map(entry -> "[%s, %s]".formatted(text(entry.key()), text(entry.value())))
                  .collect(Collectors.joining(", ", "{\"$map\": [", "]}"));
    };
  }

  /** {@code text} as a JSON string. */
  public static String quoted(String text) {
    return MAPPER.writeValueAsString(text);
  }

  private static String text(Json json) {
    return switch (json) {
      case Json.Constant constant ->
          switch (constant) {
            case NULL -> "null";
            case TRUE -> "true";
            case FALSE -> "false";
          };
      case Json.Int number -> Long.toString(number.value());
      case Json.Real number -> Double.toString(number.value());
      case Json.Text text -> quoted(text.value());
      case Json.Array array ->
          array.elements().stream()
              .map(ContractJson::text)
              .collect(Collectors.joining(", ", "[", "]"));
      case Json.Obj object ->
          object.members().entrySet().stream()
              .map(member -> quoted(member.getKey()) + ": " + text(member.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
    };
  }

  private static String timestamp(long micros) {
    Instant time =
        Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1_000L);
    int year = time.atZone(ZoneOffset.UTC).getYear();
    return year < 0 || year > 9999 ? Long.toString(micros) : quoted(RFC_3339.format(time));
  }

  private static boolean hasTextualKey(Value.Entry entry) {
    return !(entry.key() instanceof Value.Text text) || isUtf8(text.bytes());
  }

  private static String key(Value.Scalar key) {
    return switch (key) {
      case Value.Text text -> quoted(text.bytes().toUtf8());
      case Value.Int number -> quoted(Long.toString(number.value()));
      case Value.Float number -> quoted(Double.toString(number.value()));
    };
  }

  private static String array(List<Value.Scalar> elements) {
    return elements.stream().map(ContractJson::text).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String bytes(Value.Text text) {
    return "{\"$bytes\": \"%s\"}"
        .formatted(Base64.getEncoder().encodeToString(text.bytes().array()));
  }

  private static boolean isUtf8(Bytes bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.array()));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }
}
