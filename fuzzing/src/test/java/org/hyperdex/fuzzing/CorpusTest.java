package org.hyperdex.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the fuzzer has kept stays harmless, and so do inputs a few changes away from it. An input
 * that hangs is told by its thread's stack: the bound is many times what all inputs take.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CorpusTest {
  /** Surefire runs in the module's folder. */
  private static final Path CORPUS = Path.of("corpus");

  private static final int CHANGED_INPUTS = 20_000;

  /** Targets take time linear in their input: none is kept that would be long to try. */
  private static final int LARGEST_INPUT_BYTES = 64 << 10;

  static Stream<FuzzTarget> targets() {
    return FuzzTarget.ALL.stream();
  }

  private static List<Path> files(FuzzTarget target) throws IOException {
    try (Stream<Path> files = Files.list(CORPUS.resolve(target.name()))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void theCorpusIsHarmless(FuzzTarget target) throws IOException {
    List<Path> files = files(target);
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      byte[] input = Files.readAllBytes(file);
      assertThat(input.length).as(file.toString()).isLessThanOrEqualTo(LARGEST_INPUT_BYTES);
      letIn(target, input, file.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void whatIsNearTheCorpusIsHarmless(FuzzTarget target) throws IOException {
    List<Path> files = files(target);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < CHANGED_INPUTS; i++) {
      byte[] input = Files.readAllBytes(files.get(random.nextInt(files.size())));
      byte[] changed = changed(input, random);
      letIn(target, changed, "change " + i + " of seed " + seed);
    }
  }

  @Test
  void anUnknownTargetIsNamedWithTheKnownOnes() {
    assertThatThrownBy(() -> FuzzEntry.named("wires"))
        .hasMessage(
            "there is no target 'wires'; targets: description, json, request, value, row, wire,"
                + " regex, cursor");
  }

  private static byte[] changed(byte[] input, Random random) {
    byte[] changed = Arrays.copyOf(input, input.length + random.nextInt(3));
    for (int times = 1 + random.nextInt(4); times > 0 && changed.length > 0; times--) {
      int at = random.nextInt(changed.length);
      switch (random.nextInt(4)) {
        case 0 -> changed[at] = (byte) random.nextInt();
        case 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> changed[at] = changed[random.nextInt(changed.length)];
        default -> changed = Arrays.copyOf(changed, at);
      }
    }
    return changed;
  }

  /** What an input does wrong is told with the input itself. */
  private static void letIn(FuzzTarget target, byte[] input, String name) {
    try {
      target.accept(input);
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      throw new AssertionError(
          "%s of %s: %s".formatted(name, target.name(), HexFormat.of().formatHex(input)), e);
    }
  }
}
