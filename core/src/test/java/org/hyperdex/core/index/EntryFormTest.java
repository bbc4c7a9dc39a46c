package org.hyperdex.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.query.ValueRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Entries lie in the order of values and keys, and ranges of values are ranges of entries. */
class EntryFormTest {
  private static final int SEEDS = 60_000;

  @ParameterizedTest
  @EnumSource
  void entriesAreOrderedByValueThenKeyAndCanBeTakenApart(EntryForm form) {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Bytes a = value(form, random);
      Bytes b = random.nextInt(4) == 0 ? a : value(form, random);
      Bytes aKey = bytes(random, random.nextInt(4));
      Bytes bKey = bytes(random, random.nextInt(4));
      Bytes aEntry = form.entry(a, aKey);
      Bytes bEntry = form.entry(b, bKey);
      int order = a.equals(b) ? aKey.compareTo(bKey) : a.compareTo(b);
      String what = "seed %d: %s %s and %s %s".formatted(seed, a, aKey, b, bKey);
      assertThat(Integer.signum(aEntry.compareTo(bEntry)))
          .as(what)
          .isEqualTo(Integer.signum(order));
      assertThat(form.value(aEntry)).as(what).isEqualTo(a);
      assertThat(form.key(aEntry)).as(what).isEqualTo(aKey);
    }
  }

  @ParameterizedTest
  @EnumSource
  void rangesOfValuesAreRangesOfEntries(EntryForm form) {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Bytes value = value(form, random);
      Bytes key = bytes(random, random.nextInt(4));
      ValueRange values = range(random, near(form, value, random), near(form, value, random));
      assertThat(form.range(values).contains(form.entry(value, key)))
          .as("seed %d: %s with key %s in %s", seed, value, key, values)
          .isEqualTo(values.contains(value));
      ValueRange keys =
          range(random, bytes(random, random.nextInt(4)), bytes(random, random.nextInt(4)));
      Bytes other = near(form, value, random);
      if (form == EntryForm.BYTES || other.length() == Long.BYTES) {
        assertThat(form.point(other, keys).contains(form.entry(value, key)))
            .as("seed %d: %s with key %s at %s for %s", seed, value, key, other, keys)
            .isEqualTo(value.equals(other) && keys.contains(key));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = "BYTES")
  void longValuesAreCutAndTheirRangesWidened(EntryForm form) {
    for (int seed = 0; seed < SEEDS / 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Bytes stem = bytes(random, EntryForm.VALUE_BYTES - 2);
      Bytes value = EntryForm.joined(stem, bytes(random, random.nextInt(6)));
      Bytes key = bytes(random, 3);
      ValueRange values =
          range(
              random,
              EntryForm.joined(stem, bytes(random, random.nextInt(6))),
              EntryForm.joined(stem, bytes(random, random.nextInt(6))));
      Bytes entry = form.entry(value, key);
      assertThat(form.key(entry)).as("seed %d", seed).isEqualTo(key);
      assertThat(form.value(entry)).as("seed %d", seed).isEqualTo(EntryForm.cut(value));
      if (values.contains(value)) {
        assertThat(form.range(values).contains(entry)).as("seed %d", seed).isTrue();
      }
      assertThat(form.point(value, ValueRange.ALL).contains(entry)).as("seed %d", seed).isTrue();
    }
  }

  private static ValueRange range(SplittableRandom random, Bytes one, Bytes other) {
    boolean ascending = one.compareTo(other) <= 0;
    return switch (random.nextInt(4)) {
      case 0 -> new ValueRange(one, Optional.empty());
      case 1 -> ValueRange.point(one);
      case 2 -> ValueRange.prefix(one);
      default -> new ValueRange(ascending ? one : other, Optional.of(ascending ? other : one));
    };
  }

  private static Bytes near(EntryForm form, Bytes value, SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> value;
      case 1 -> value.successor();
      case 2 -> Bytes.wrap(Arrays.copyOf(value.array(), random.nextInt(value.length() + 1)));
      default -> value(form, random);
    };
  }

  private static Bytes value(EntryForm form, SplittableRandom random) {
    return bytes(random, form == EntryForm.NUMBER ? Long.BYTES : random.nextInt(4));
  }

  /** Of few different bytes, the extremes among them. */
  private static Bytes bytes(SplittableRandom random, int length) {
    byte[] array = new byte[length];
    for (int i = 0; i < length; i++) {
      array[i] = (byte) (random.nextInt(4) - 2);
    }
    return Bytes.wrap(array);
  }
}
