package org.hyperdex.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Well-formedness is the JDK's own strict decoder's. */
class Utf8Test {
  @Test
  void everySequenceOfUpToTwoBytesIsJudgedAsTheDecoderJudgesIt() {
    for (int first = 0; first < 256; first++) {
      assertAgrees(new byte[] {(byte) first});
      for (int second = 0; second < 256; second++) {
        assertAgrees(new byte[] {(byte) first, (byte) second});
      }
    }
  }

  @Test
  void sequencesAroundEveryBoundaryAreJudgedAsTheDecoderJudgesThem() {
    int[] edges = {0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0};
    for (int lead = 0xc0; lead < 256; lead++) {
      for (int second : edges) {
        for (int third : edges) {
          assertAgrees(new byte[] {(byte) lead, (byte) second, (byte) third});
          for (int fourth : edges) {
            assertAgrees(new byte[] {(byte) lead, (byte) second, (byte) third, (byte) fourth});
          }
        }
      }
    }
  }

  @Test
  void damagedTextIsJudgedAsTheDecoderJudgesIt() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(6)];
      for (int b = 0; b < bytes.length; b++) {
        bytes[b] = (byte) (random.nextInt(3) == 0 ? random.nextInt() : 0x80 | random.nextInt(128));
      }
      assertAgrees(bytes);
    }
  }

  private static void assertAgrees(byte[] bytes) {
    assertThat(Utf8.isValid(bytes, 0, bytes.length))
        .as("%s", Bytes.wrap(bytes))
        .isEqualTo(decodes(bytes));
  }

  private static boolean decodes(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
