package org.hyperdex.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoordinatorAddressTest {
  @Test
  void severalAddressesAreSeparatedByCommas() {
    assertThat(CoordinatorAddress.parseList("a:1, b:2,c"))
        .containsExactly(
            new CoordinatorAddress("a", 1),
            new CoordinatorAddress("b", 2),
            new CoordinatorAddress("c", CoordinatorAddress.DEFAULT_PORT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":1", "a:", "a:x", "a:0", "a:65536", "a:1,,b:2"})
  void whatIsNoAddressIsRefused(String text) {
    assertThatThrownBy(() -> CoordinatorAddress.parseList(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("looks like");
  }
}
