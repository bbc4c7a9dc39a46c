package org.hyperdex.core.coordinator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * Who was in which chain before. Immutable.
 *
 * <p>A server that returns is brought up to date by what has changed while it was away, anybody
 * else by everything there is: so it is worth remembering who was there. Of each region the {@value
 * #REMEMBERED} that were there last are kept.
 *
 * @param byRegion by region id; the one that left last at the end; no list is empty
 */
public record FormerMembers(SortedMap<Long, List<FormerMember>> byRegion) {
  /** How many are remembered of each region. */
  public static final int REMEMBERED = 4;

  /** Nobody. */
  public static final FormerMembers NONE = new FormerMembers(Collections.emptySortedMap());

  public FormerMembers {
    TreeMap<Long, List<FormerMember>> copy = new TreeMap<>();
    byRegion.forEach((region, members) -> {
      if (members.isEmpty()) {
        throw new IllegalArgumentException("nobody is remembered of region " + region);
      }
      copy.put(region, List.copyOf(members));
    });
    byRegion = Collections.unmodifiableSortedMap(copy);
  }

  /** The former members of a region, the one that left last at the end. */
  public List<FormerMember> of(long region) {
    return byRegion.getOrDefault(region, List.of());
  }

  /** With {@code member} as the one of each of these regions that left last. */
  FormerMembers plus(Iterable<Long> regions, FormerMember member) {
    TreeMap<Long, List<FormerMember>> next = new TreeMap<>(byRegion);
    for (long region : regions) {
      List<FormerMember> members = new ArrayList<>(of(region));
      members.removeIf(known -> known.server() == member.server());
      members.add(member);
      next.put(region, members.subList(Math.max(0, members.size() - REMEMBERED), members.size()));
    }
    return new FormerMembers(next);
  }

  /** Without {@code server} as a former member of {@code region}. */
  FormerMembers minus(long region, long server) {
    TreeMap<Long, List<FormerMember>> next = new TreeMap<>(byRegion);
    put(next, region, of(region), server);
    return new FormerMembers(next);
  }

  /** Without {@code server} anywhere. */
  FormerMembers minusServer(long server) {
    TreeMap<Long, List<FormerMember>> next = new TreeMap<>(byRegion);
    byRegion.forEach((region, members) -> put(next, region, members, server));
    return new FormerMembers(next);
  }

  /** Without the regions that are no longer there. */
  FormerMembers retain(LongPredicate regions) {
    if (byRegion.keySet().stream().allMatch(regions::test)) {
      return this;
    }
    TreeMap<Long, List<FormerMember>> next = new TreeMap<>(byRegion);
    next.keySet().removeIf(region -> !regions.test(region));
    return new FormerMembers(next);
  }

  private static void put(
      Map<Long, List<FormerMember>> map, long region, List<FormerMember> members, long without) {
    List<FormerMember> rest = members.stream().filter(m -> m.server() != without).toList();
    if (rest.isEmpty()) {
      map.remove(region);
    } else {
      map.put(region, rest);
    }
  }
}
