package org.hyperdex.core.coordinator;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.coordinator.Response.Reason;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.ValueException;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.AttributePath;

/** Decides commands about indices of spaces that are there. */
final class IndexDecisions {
  /** A space has no more: every write of an object may change entries in all of them. */
  static final int MOST_INDICES = 1_000;

  private IndexDecisions() {}

  static Response add(Draft draft, Command.AddIndex command) {
    Optional<Space> found = draft.state().space(command.space());
    if (found.isEmpty()) {
      return draft.refuse(Reason.NOT_FOUND, "there is no space \"" + command.space() + "\"");
    }
    Space space = found.get();
    AttributePath what;
    try {
      what = AttributePath.parse(command.attribute());
    } catch (ValueException e) {
      return draft.refuse(Reason.MALFORMED, String.valueOf(e.getMessage()));
    }
    OptionalInt position = space.schema().position(what.attribute());
    if (position.isEmpty()) {
      return draft.refuse(
          Reason.NOT_FOUND,
          "space \"%s\" has no attribute \"%s\"".formatted(space.name(), what.attribute()));
    }
    Optional<String> problem = problem(space, position.getAsInt(), what);
    if (problem.isPresent()) {
      return draft.refuse(Reason.MALFORMED, problem.get());
    }
    String path = what.path().text();
    for (Index index : space.indices()) {
      if (index.attribute() == position.getAsInt() && index.path().equals(path)) {
        return draft.refuse(
            Reason.DUPLICATE, "\"%s\" has an index already: %d".formatted(what.text(), index.id()));
      }
    }
    if (space.indices().size() >= MOST_INDICES) {
      return draft.refuse(
          Reason.REFUSED,
          "space \"%s\" has %d indices, and may not have more; remove one first"
              .formatted(space.name(), space.indices().size()));
    }
    IdCounter ids = new IdCounter(draft.state().nextId());
    Index index = new Index(ids.getAsLong(), position.getAsInt(), path, Index.State.BUILDING);
    draft.add(new Event.IndexAdded(space.id(), index, ids.next()));
    return draft.done();
  }

  private static Optional<String> problem(Space space, int position, AttributePath what) {
    Attribute attribute = space.schema().attribute(position);
    boolean document = attribute.type() instanceof AttributeType.Document;
    if (position == 0) {
      return Optional.of("\"%s\" is the key, which needs no index".formatted(attribute.name()));
    }
    if (document && what.path().isRoot()) {
      return Optional.of(
          "\"%s\" is a document, which cannot be indexed as a whole; name a path in it, as in \"%s.a\""
              .formatted(attribute.name(), attribute.name()));
    }
    if (!document && !what.path().isRoot()) {
      return Optional.of(
          "\"%s\" has no path \"%s\": it is of type %s, not a document"
              .formatted(attribute.name(), what.path().text(), attribute.type().description()));
    }
    if (!document && !attribute.type().indexable()) {
      return Optional.of(
          "\"%s\" is of type %s, which cannot be indexed"
              .formatted(attribute.name(), attribute.type().description()));
    }
    return Optional.empty();
  }

  static Response remove(Draft draft, Command.RemoveIndex command) {
    for (Space space : draft.state().spaces()) {
      for (Index index : space.indices()) {
        if (index.id() == command.index()) {
          return remove(draft, space, index);
        }
      }
    }
    return draft.refuse(Reason.NOT_FOUND, "there is no index " + command.index());
  }

  private static Response remove(Draft draft, Space space, Index index) {
    if (space.subspaces().stream()
        .anyMatch(subspace -> subspace.dimensions().contains(index.attribute()))) {
      return draft.refuse(
          Reason.REFUSED,
          "index %d is on \"%s\", which spans a subspace of \"%s\"; such an index stays"
              .formatted(
                  index.id(), space.schema().attribute(index.attribute()).name(), space.name()));
    }
    draft.add(new Event.IndexRemoved(space.id(), index.id()));
    return draft.done();
  }

  /** Those that are gone, or known to be ready, are passed over. */
  static Response ready(Draft draft, Command.IndicesReady command) {
    List<Long> news =
        draft.state().spaces().stream()
            .flatMap(space -> space.indices().stream())
            .filter(index ->
                index.state() == Index.State.BUILDING && command.indices().contains(index.id()))
            .map(Index::id)
            .toList();
    if (!news.isEmpty()) {
      draft.add(new Event.IndicesBuilt(news));
    }
    return draft.done();
  }
}
