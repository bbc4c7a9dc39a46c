package org.hyperdex.simulation;

import java.util.List;
import java.util.SplittableRandom;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Ordering;
import org.hyperdex.core.schema.AttributePath;
import org.hyperdex.core.schema.Schema;

/** What the objects of a space are like: its attributes, and the values that they may have. */
interface Population {
  /** The space that all clients of a run work on. */
  String SPACE = "people";

  /** How many places there are, of which {@link #at} goes through. */
  int PLACES = 4;

  /** The attributes. The one at position 1 is a number that every change makes its own. */
  Schema schema();

  /** The description of a space of such objects. */
  String description(String name, int failures);

  /** What operators index; dimensions have an index always. */
  List<AttributePath> indexed();

  /** The key of an object, by which it is numbered from 0. */
  Bytes key(int number);

  /**
   * Puts an object at one of {@link #PLACES} places; whoever has been at all of them has been in
   * every region.
   */
  List<FunctionCall> at(int place, long mark);

  /** Changes everything. */
  List<FunctionCall> everything(SplittableRandom random, long mark);

  /** Changes a little. */
  List<FunctionCall> something(SplittableRandom random, long mark);

  /** What to read of an object. */
  Columns columns(SplittableRandom random);

  /** In which order to search. */
  Ordering ordering(SplittableRandom random);

  /** Where to look in an attribute: in documents at some path, else at the root. */
  DocumentPath place(int attribute, SplittableRandom random);

  /**
   * Something to compare what is at a place with.
   *
   * @param keys how many objects there may be
   */
  Value argument(
      int attribute, DocumentPath place, Operator operator, int keys, SplittableRandom random);
}
