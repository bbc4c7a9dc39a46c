package org.hyperdex.core.cluster;

import java.util.List;
import java.util.OptionalLong;

/**
 * One box of a subspace's hypercube and the chain of servers that keep its objects.
 *
 * @param id unique in the cluster
 * @param epoch rises whenever the chain or the incarnation of a member changes; starts at 1
 * @param lower inclusive lower bounds, unsigned, one per dimension
 * @param upper inclusive upper bounds, unsigned, one per dimension
 * @param chain server ids, head first, tail last; empty only until the first server is assigned.
 *     The last member stays even when it is away
 * @param joiner the server that is being brought up to date to become the tail
 */
public record Region(
    long id,
    long epoch,
    List<Long> lower,
    List<Long> upper,
    List<Long> chain,
    OptionalLong joiner) {
  public Region {
    lower = List.copyOf(lower);
    upper = List.copyOf(upper);
    chain = List.copyOf(chain);
  }

  /** The first server of the chain; empty while the region has none. */
  public OptionalLong head() {
    return chain.isEmpty() ? OptionalLong.empty() : OptionalLong.of(chain.getFirst());
  }

  /** The last server of the chain; empty while the region has none. */
  public OptionalLong tail() {
    return chain.isEmpty() ? OptionalLong.empty() : OptionalLong.of(chain.getLast());
  }

  /** This region with another chain, one epoch on. */
  public Region withChain(List<Long> newChain) {
    return new Region(id, epoch + 1, lower, upper, newChain, joiner);
  }

  /** This region with {@code server} being brought up to date for it, one epoch on. */
  public Region withJoiner(long server) {
    return new Region(id, epoch + 1, lower, upper, chain, OptionalLong.of(server));
  }

  /** This region with nobody being brought up to date for it, one epoch on. */
  public Region withoutJoiner() {
    return new Region(id, epoch + 1, lower, upper, chain, OptionalLong.empty());
  }

  /** Whether {@code server} is the joiner. */
  public boolean isJoinedBy(long server) {
    return joiner.isPresent() && joiner.getAsLong() == server;
  }

  /** This region one epoch on. */
  public Region nextEpoch() {
    return new Region(id, epoch + 1, lower, upper, chain, joiner);
  }
}
