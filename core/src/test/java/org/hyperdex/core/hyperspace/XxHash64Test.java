package org.hyperdex.core.hyperspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strings are placed by XXH64: the published values hold. */
class XxHash64Test {

  @ParameterizedTest
  @CsvSource({
    "'', ef46db3751d8e999",
    "a, d24ec4f1a98c6e5b",
    "as, 1c330fb2d66be179",
    "asd, 631c37ce72a97393",
    "asdf, 415872f599cea71e",
    "abc, 44bc2cf5ad770999",
    "Call me Ishmael. Some years ago--never mind how long precisely-, 02a2e85470d6fd96",
    "Nobody inspects the spammish repetition, fbcea83c8a378bf1",
  })
  void textsHashAsPublished(String text, String hash) {
    assertThat(hash(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(hash);
  }

  @ParameterizedTest
  @CsvSource({
    "0, ef46db3751d8e999",
    "1, e934a84adb052768",
    "4, 9136a0dca57457ee",
    "14, 8282dcc4994e35c8",
    "222, b641ae8cb691c174"
  })
  void theReferencesSanityBufferHashesAsPublished(int length, String hash) {
    assertThat(hash(sanityBuffer(length))).isEqualTo(hash);
  }

  @Test
  void everyByteCountsWhateverTheLength() {
    for (int length = 1; length < 100; length++) {
      byte[] input = sanityBuffer(length);
      long before = XxHash64.hash(input);
      for (int i = 0; i < length; i++) {
        input[i] ^= 1;
        assertThat(XxHash64.hash(input)).as("length %d, byte %d", length, i).isNotEqualTo(before);
        input[i] ^= 1;
      }
    }
  }

  /** The input of xxHash's own self-test. */
  private static byte[] sanityBuffer(int length) {
    byte[] buffer = new byte[length];
    long generator = 2654435761L;
    for (int i = 0; i < length; i++) {
      buffer[i] = (byte) (generator >>> 56);
      generator *= 0x9e3779b185ebca8dL;
    }
    return buffer;
  }

  private static String hash(byte[] input) {
    return String.format("%016x", XxHash64.hash(input));
  }
}
