package org.hyperdex.gateway.testing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.AttributeType.Primitive;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.data.Value;
import tools.jackson.databind.JsonNode;

/** What the contract takes for a value of a type, said once more and apart from the code. */
public final class ContractReading {
  /** It is no value of the type. */
  private static final class Unfit extends RuntimeException {
    Unfit() {
      super("it does not fit", null, false, false);
    }
  }

  /** Whether real numbers are taken for integers: the nearest ones. */
  private final boolean rounding;

  private ContractReading(boolean rounding) {
    this.rounding = rounding;
  }

  /** The value of {@code type} that {@code node} is, if it is one. */
  public static Optional<Value> value(AttributeType type, JsonNode node) {
    return new ContractReading(false).read(type, node);
  }

  /** The same of an argument of arithmetic, which takes real numbers for integers. */
  public static Optional<Value> number(AttributeType type, JsonNode node) {
    return new ContractReading(true).read(type, node);
  }

  private Optional<Value> read(AttributeType type, JsonNode node) {
    try {
      return Optional.of(any(type, node));
    } catch (Unfit _) {
      return Optional.empty();
    }
  }

  private static void require(boolean fits) {
    if (!fits) {
      throw new Unfit();
    }
  }

  private Value any(AttributeType type, JsonNode node) {
    return switch (type) {
      case Primitive primitive -> scalar(primitive, node);
      case AttributeType.Timestamp _ -> timestamp(node);
      case AttributeType.Document _ -> new Value.Document(document(node));
      case AttributeType.ListOf list -> new Value.ListOf(elements(list.element(), node));
      case AttributeType.SetOf set -> {
        List<Value.Scalar> elements = elements(set.element(), node);
        require(elements.stream().distinct().count() == elements.size());
        yield new Value.SetOf(elements);
      }
      case AttributeType.MapOf map -> map(map, node);
    };
  }

  private Value.Scalar scalar(Primitive type, JsonNode node) {
    return switch (type) {
      case STRING -> text(node);
      case INT -> {
        require(node.isNumber() && (rounding || node.isIntegralNumber()));
        yield integer(node.asString());
      }
      case FLOAT -> {
        if (node.isObject() && node.size() == 1 && node.path("$float").isString()) {
          String name = node.get("$float").asString();
          require(List.of("NaN", "Infinity", "-Infinity").contains(name));
          yield new Value.Float(Double.parseDouble(name));
        }
        require(node.isNumber() && Double.isFinite(Double.parseDouble(node.asString())));
        yield new Value.Float(Double.parseDouble(node.asString()));
      }
    };
  }

  private static Value.Int integer(String number) {
    // What is no double has no nearest integer either.
    require(Double.isFinite(Double.parseDouble(number)));
    BigDecimal nearest = new BigDecimal(number).setScale(0, RoundingMode.HALF_EVEN);
    require(nearest.toBigInteger().bitLength() <= 63);
    return new Value.Int(nearest.longValueExact());
  }

  private static Value.Text text(JsonNode node) {
    if (node.isString()) {
      return Value.Text.of(node.asString());
    }
    require(node.isObject() && node.size() == 1 && node.path("$bytes").isString());
    try {
      return new Value.Text(Bytes.wrap(Base64.getDecoder().decode(node.get("$bytes").asString())));
    } catch (IllegalArgumentException _) {
      throw new Unfit();
    }
  }

  private static Value timestamp(JsonNode node) {
    if (node.isIntegralNumber()) {
      return new Value.Timestamp(integer(node.asString()).value());
    }
    require(node.isString());
    try {
      Instant time = Instant.parse(node.asString());
      return new Value.Timestamp(time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000);
    } catch (DateTimeException _) {
      throw new Unfit();
    }
  }

  private static List<Value.Scalar> elements(Primitive type, JsonNode node) {
    require(node.isArray());
    ContractReading exact = new ContractReading(false);
    return node.values().stream().map(element -> exact.scalar(type, element)).toList();
  }

  private Value map(AttributeType.MapOf type, JsonNode node) {
    require(node.isObject());
    List<Value.Entry> entries = new ArrayList<>();
    if (node.size() == 1 && node.path("$map").isArray()) {
      for (JsonNode pair : node.get("$map").values()) {
        require(pair.isArray() && pair.size() == 2);
        entries.add(
            new Value.Entry(
                new ContractReading(false).scalar(type.key(), pair.get(0)),
                scalar(type.value(), pair.get(1))));
      }
    } else {
      node.properties()
          .forEach(member ->
              entries.add(
                  new Value.Entry(
                      key(type.key(), member.getKey()), scalar(type.value(), member.getValue()))));
    }
    require(entries.stream().map(Value.Entry::key).distinct().count() == entries.size());
    return new Value.MapOf(entries);
  }

  private static Value.Scalar key(Primitive type, String text) {
    return switch (type) {
      case STRING -> Value.Text.of(text);
      case INT -> {
        require(text.matches("-?(0|[1-9]\\d*)"));
        yield integer(text);
      }
      case FLOAT -> {
        require(text.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?|NaN|-?Infinity"));
        double number = Double.parseDouble(text);
        require(Double.isFinite(number) || text.matches("NaN|-?Infinity"));
        yield new Value.Float(number);
      }
    };
  }

  private static Json document(JsonNode node) {
    if (node.isObject()) {
      Map<String, Json> members = new LinkedHashMap<>();
      node.properties()
          .forEach(member -> members.put(member.getKey(), document(member.getValue())));
      return new Json.Obj(members);
    }
    if (node.isArray()) {
      return new Json.Array(node.values().stream().map(ContractReading::document).toList());
    }
    if (node.isNumber()) {
      boolean integer =
          node.isIntegralNumber()
              && new BigDecimal(node.asString()).toBigInteger().bitLength() < 64;
      if (integer) {
        return new Json.Int(Long.parseLong(node.asString()));
      }
      require(Double.isFinite(Double.parseDouble(node.asString())));
      return new Json.Real(Double.parseDouble(node.asString()));
    }
    if (node.isString()) {
      return new Json.Text(node.asString());
    }
    if (node.isNull()) {
      return Json.Constant.NULL;
    }
    return node.booleanValue() ? Json.Constant.TRUE : Json.Constant.FALSE;
  }
}
