package org.hyperdex.transport.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Message;
import org.hyperdex.core.protocol.ServerResponse;
import org.junit.jupiter.api.Test;

class FrameCodecTest {
  private static final int SEEDS = 3_000;

  @Test
  void everyMessageIsReadBackAsItWasWritten() {
    Set<Class<?>> seen = new HashSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      List<Message> messages = new MessageGenerator(seed).messages();

      assertThat(decode(encode(messages))).as("seed %d", seed).isEqualTo(messages);

      messages.forEach(message -> seen.add(message.getClass()));
    }
    assertThat(seen).as("kinds of messages the generator makes").hasSize(31);
  }

  @Test
  void aFrameThatEndsEarlyIsMalformedWhereverItEnds() {
    for (int seed = 0; seed < SEEDS / 30; seed++) {
      Message message = new MessageGenerator(seed).message();
      byte[] frame = encode(List.of(message));
      // The first byte alone is a frame of no messages.
      for (int length = 2; length < frame.length; length++) {
        byte[] truncated = Arrays.copyOf(frame, length);
        assertThatThrownBy(() -> decode(truncated))
            .as("seed %d, %d of %d bytes", seed, length, frame.length)
            .isInstanceOf(WireException.class);
      }
    }
  }

  @Test
  void changedBytesGiveAMessageOrAWireExceptionAndCostNoMoreMemoryThanTheirLengthAllows() {
    int refused = 0;
    for (int seed = 0; seed < 5 * SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] frame = encode(new MessageGenerator(seed).messages());
      for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
        frame[random.nextInt(frame.length)] = (byte) random.nextInt();
      }
      long before = allocatedBytes();
      try {
        assertThat(decode(frame)).isNotNull();
      } catch (WireException e) {
        refused++;
      }
      assertThat(allocatedBytes() - before).as("seed %d", seed).isLessThan(1_000_000);
    }
    assertThat(refused).isGreaterThan(SEEDS);
  }

  @Test
  void randomBytesAreNeverAnythingButMalformed() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] frame = new byte[random.nextInt(5, 200)];
      random.nextBytes(frame);
      assertThatThrownBy(() -> decode(frame)).as("seed %d", seed).isInstanceOf(WireException.class);
    }
  }

  @Test
  void aCountThatCannotBeTrueIsRefusedBeforeAListIsMadeForIt() {
    WireWriter message = new WireWriter(16);
    message.writeByte(MessageCodec.SEARCH_ROWS);
    message.writeVarlong(1);
    message.writeVarint(Integer.MAX_VALUE);
    long before = allocatedBytes();

    assertThatThrownBy(
            () -> MessageCodec.decode(new WireReader(message.array(), 0, message.size())))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("elements");

    assertThat(allocatedBytes() - before).isLessThan(1_000_000);
  }

  @Test
  void aMessageWithBytesLeftOverIsMalformed() {
    byte[] frame = encode(List.of(new ClientRequest.Cancel(5)));
    byte[] longer = Arrays.copyOf(frame, frame.length + 1);
    // The length of the only message follows the frame's kind.
    longer[4]++;

    assertThatThrownBy(() -> decode(longer))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("too many");
  }

  @Test
  void aMessageThatIsTooLongLeavesTheFrameAsItWas() {
    WireWriter out = new WireWriter(64);
    FrameCodec.begin(out);
    FrameCodec.append(new ClientRequest.Cancel(1), out);
    byte[] before = out.toByteArray();
    Bytes key = Bytes.wrap(new byte[FrameCodec.MAXIMUM_MESSAGE_BYTES]);

    assertThatThrownBy(() -> FrameCodec.append(new ClientRequest.Get(2, 3, 4, key), out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("limit");

    assertThat(out.toByteArray()).isEqualTo(before);
  }

  @Test
  void noAttributeIsWrittenAsOneByte() {
    Message result =
        new ServerResponse.WriteResult(
            1,
            org.hyperdex.core.protocol.Outcome.OK,
            new org.hyperdex.core.protocol.Version(1, 1),
            -1);

    // Kind, length, tag, request, outcome, the version's two numbers, attribute.
    assertThat(encode(List.of(result))).hasSize(1 + 4 + 6);
  }

  @Test
  void helloIsReadBackAsItWasWritten() {
    Hello hello = Hello.ofServer("cluster", -7, 3, Long.MIN_VALUE, 9);
    byte[] frame = FrameCodec.encodeHello(hello);

    assertThat(FrameCodec.decodeHello(frame, 0, frame.length)).isEqualTo(hello);
  }

  @Test
  void ofAHelloOfAnotherVersionOnlyTheVersionIsRead() {
    Hello hello = new Hello(99, "cluster", Hello.Kind.SERVER, 1, 2, 3, 4);
    byte[] frame = FrameCodec.encodeHello(hello);

    assertThat(FrameCodec.decodeHello(frame, 0, frame.length))
        .isEqualTo(new Hello(99, "", Hello.Kind.CLIENT, 0, 0, 0, 0));
  }

  @Test
  void aHelloThatEndsEarlyIsMalformedWhereverItEnds() {
    byte[] frame = FrameCodec.encodeHello(Hello.ofClient("cluster", 1, 2));
    for (int length = 0; length < frame.length; length++) {
      byte[] truncated = Arrays.copyOf(frame, length);
      assertThatThrownBy(() -> FrameCodec.decodeHello(truncated, 0, truncated.length))
          .isInstanceOf(WireException.class);
    }
  }

  private static byte[] encode(List<Message> messages) {
    WireWriter out = new WireWriter(1);
    FrameCodec.begin(out);
    messages.forEach(message -> FrameCodec.append(message, out));
    return out.toByteArray();
  }

  private static List<Message> decode(byte[] frame) {
    List<Message> messages = new ArrayList<>();
    FrameCodec.decode(frame, 0, frame.length, messages::add);
    return messages;
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
