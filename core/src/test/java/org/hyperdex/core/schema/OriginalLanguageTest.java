package org.hyperdex.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the original accepts is accepted, but for what it accepts by mistake. */
class OriginalLanguageTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "space phonebook key username attributes first, last, int phone subspace first, last, phone"
            + " create 8 partitions tolerate 2 failures",
        "space collection key k attributes document v",
        "space s key k",
        "space s key k tolerate 0 failures",
        "space s key k tolerate 1 failure create 1 partition",
        "space s key k attribute v",
        "space _ key _x attributes _y",
        "space s key timestamp(month) k attributes timestamp(second) t subspace t",
        "space s key k attributes int64 n, map(string,int64) m index m index n",
        "space s key k attributes a, b subspace a subspace a, b subspace b",
        "space s key k create 8partitions",
        "space s key k # the key\nattributes a\n",
        "space s key k with authorization with authorization",
        "space s\tkey\r\nint k",
      })
  void isAccepted(String text) {
    assertThat(SpaceParser.parse(text)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "space s key k attributes v ▸é garbage",
        "space s key k attributes caf▸é",
        "space s key k▸\0 attributes v",
        "space s key k create ▸4294967296 partitions",
        "space s key k create ▸18446744073709551616 partitions",
        "space s key k tolerate ▸1000 failures",
        "space s key k attributes a subspace a ▸subspace a",
        "space s key k attributes a index a index ▸a",
      })
  void isRefusedThoughTheOriginalAcceptsOrIgnoresIt(String marked) {
    MarkedText text = new MarkedText(marked);
    text.mustViolate(Failures.of(() -> SpaceParser.parse(text.text())).error().rule());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "space s key k attributes day, set, map, index, key, second",
        "space space key key",
        "space s key k # no line end",
      })
  void isAcceptedThoughTheOriginalRefusesIt(String text) {
    assertThat(SpaceParser.parse(text)).isNotNull();
  }
}
