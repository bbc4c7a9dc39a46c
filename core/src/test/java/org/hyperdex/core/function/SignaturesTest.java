package org.hyperdex.core.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.TimestampUnit;
import org.hyperdex.core.data.Values;
import org.hyperdex.core.schema.AttributeTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignaturesTest {
  @ParameterizedTest
  @CsvSource({
    "string, 'put string, string_prepend string, string_append string, string_ltrim int, string_rtrim int'",
    "int, 'put int, atomic_add int, atomic_sub int, atomic_mul int, atomic_div int, atomic_mod int, atomic_and int, atomic_or int, atomic_xor int, atomic_min int, atomic_max int'",
    "float, 'put float, atomic_add float, atomic_sub float, atomic_mul float, atomic_div float, atomic_min float, atomic_max float'",
    "list(float), 'put list(float), list_lpush float, list_rpush float, list_lpop int, list_rpop int, list_remove float'",
    "set(string), 'put set(string), set_add string, set_remove string, set_union set(string), set_intersect set(string)'",
  })
  void theFunctionsOfATypeAreThese(String type, String expected) {
    assertThat(functions(AttributeTypes.parse(type))).isEqualTo(expected);
  }

  @Test
  void mapsHaveTheFunctionsOfTheirValues() {
    String general = "put MAP, map_add MAP, map_remove int";
    String numbers =
        ", map_atomic_add MAP, map_atomic_sub MAP, map_atomic_mul MAP, map_atomic_div MAP";
    String bits = ", map_atomic_mod MAP, map_atomic_and MAP, map_atomic_or MAP, map_atomic_xor MAP";
    String ends = ", map_atomic_min MAP, map_atomic_max MAP";
    mapHas("map(int, int)", general + numbers + bits + ends);
    mapHas("map(int, float)", general + numbers + ends);
    mapHas("map(int, string)", general + ", map_string_prepend MAP, map_string_append MAP");
  }

  private static void mapHas(String type, String expected) {
    assertThat(functions(AttributeTypes.parse(type)).replace(type, "MAP")).isEqualTo(expected);
  }

  @Test
  void timestampsCanOnlyBeSet() {
    for (TimestampUnit unit : TimestampUnit.values()) {
      AttributeType type = new AttributeType.Timestamp(unit);
      assertThat(functions(type)).isEqualTo("put " + type.description());
    }
  }

  @Test
  void everyFunctionButThoseOfSetsAndMapsAndTrimsAppliesToDocuments() {
    for (Function function : Function.values()) {
      boolean excluded =
          function.operation().startsWith("set_")
              || function.operation().startsWith("map_")
              || function.operation().endsWith("trim");
      assertThat(Signatures.argument(function, AttributeType.DOCUMENT).isPresent())
          .as("%s", function)
          .isNotEqualTo(excluded);
    }
  }

  @Test
  void everyFunctionAppliesToSomething() {
    for (Function function : Function.values()) {
      assertThat(Values.types())
          .as("%s", function)
          .anyMatch(type -> Signatures.argument(function, type).isPresent());
    }
  }

  @Test
  void operationsAreFoundByTheirNames() {
    for (Function function : Function.values()) {
      assertThat(Function.of(function.operation())).contains(function);
    }
    assertThat(Function.of("put")).contains(Function.SET);
    assertThat(Function.of("set")).isEmpty();
    assertThat(Function.of("del")).isEmpty();
  }

  private static String functions(AttributeType type) {
    List<String> functions = new ArrayList<>();
    for (Function function : Function.values()) {
      Signatures.argument(function, type)
          .ifPresent(
              argument -> functions.add(function.operation() + " " + argument.description()));
    }
    return String.join(", ", functions);
  }
}
