package org.hyperdex.core.schema;

import java.util.List;
import java.util.Set;

/**
 * Answers the one question the grammar leaves open: whether the word at the start of an attribute
 * is its type or its name.
 *
 * <p>It reads both ways and says which reading gets further. That takes one pass over what follows:
 * a word type followed by a name and a comma can only be a type, so within a list only the last
 * attribute is open, and after the list nothing is.
 */
final class Lookahead {
  /** Farther than any token: all of the text can be read. */
  private static final int ALL = Integer.MAX_VALUE;

  private final List<Token> tokens;

  Lookahead(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** Whether the key declared at {@code position} starts with its type. */
  boolean keyStartsWithType(int position) {
    if (!startsWithTypeAndWord(position)) {
      return startsWithParenthesized(position);
    }
    return reachAfterKey(position + 2) >= reachAfterKey(position + 1);
  }

  /** Whether the secondary attribute declared at {@code position} starts with its type. */
  boolean attributeStartsWithType(int position) {
    if (!startsWithTypeAndWord(position)) {
      return startsWithParenthesized(position);
    }
    return at(position + 2).isSymbol(',')
        || reachOfClauses(position + 2) >= reachOfClauses(position + 1);
  }

  private boolean startsWithParenthesized(int position) {
    return at(position).isWord() && at(position + 1).isSymbol('(');
  }

  private boolean startsWithTypeAndWord(int position) {
    return at(position).isWord()
        && Keywords.WORD_TYPES.containsKey(at(position).text())
        && at(position + 1).isWord();
  }

  /** The first token that cannot be read when a key ended before {@code position}. */
  private int reachAfterKey(int position) {
    if (!isWord(position, Keywords.ATTRIBUTES)) {
      return reachOfOptions(position);
    }
    int next = position;
    do {
      next++;
      if (startsWithParenthesized(next)) {
        int name = closing(next + 1) + 1;
        if (!at(name).isWord()) {
          return name;
        }
        next = name + 1;
      } else if (startsWithTypeAndWord(next)) {
        if (!at(next + 2).isSymbol(',')) {
          return Math.max(reachOfClauses(next + 1), reachOfClauses(next + 2));
        }
        next += 2;
      } else if (at(next).isWord()) {
        next++;
      } else {
        return next;
      }
    } while (at(next).isSymbol(','));
    return reachOfClauses(next);
  }

  /**
   * The closing parenthesis of a type, or the token before the one at which the type is broken.
   * What is between the parentheses is left to the parser.
   */
  private int closing(int opening) {
    int position = opening + 1;
    while (at(position).isWord() || at(position).isSymbol(',')) {
      position++;
    }
    return at(position).isSymbol(')') ? position : position - 1;
  }

  /**
   * The first token that cannot be read when the list of attributes ended before {@code position}.
   */
  private int reachOfClauses(int position) {
    int next = position;
    while (at(next).isWord(Keywords.SUBSPACE)) {
      do {
        next++;
        if (!at(next).isWord()) {
          return next;
        }
        next++;
      } while (at(next).isSymbol(','));
    }
    while (at(next).isWord(Keywords.INDEX)) {
      if (!at(next + 1).isWord()) {
        return next + 1;
      }
      next += 2;
    }
    return reachOfOptions(next);
  }

  private int reachOfOptions(int position) {
    int next = position;
    while (true) {
      int unread;
      if (at(next).isWord(Keywords.TOLERATE)) {
        unread = reachOfNumber(next, Keywords.FAILURES);
      } else if (at(next).isWord(Keywords.CREATE)) {
        unread = reachOfNumber(next, Keywords.PARTITIONS);
      } else if (at(next).isWord(Keywords.WITH)) {
        unread = at(next + 1).isWord(Keywords.AUTHORIZATION) ? next + 2 : -(next + 1);
      } else {
        return at(next).kind() == Token.Kind.END ? ALL : next;
      }
      if (unread < 0) {
        return -unread;
      }
      next = unread;
    }
  }

  /** The token after {@code KEYWORD NUMBER UNIT}, or minus the first that does not fit. */
  private int reachOfNumber(int position, Set<String> units) {
    if (!at(position + 1).isNumber()) {
      return -(position + 1);
    }
    return isWord(position + 2, units) ? position + 3 : -(position + 2);
  }

  private boolean isWord(int position, Set<String> words) {
    return at(position).isWord() && words.contains(at(position).text());
  }

  private Token at(int position) {
    return tokens.get(Math.min(position, tokens.size() - 1));
  }
}
