/**
 * The space description language: its model, its parser and its rules.
 *
 * <p>{@link org.hyperdex.core.schema.SpaceParser} turns text into a {@link
 * org.hyperdex.core.schema.SpaceDescription}, or into the first {@link
 * org.hyperdex.core.schema.DescriptionError} with line, column, rule and a caret; {@link
 * org.hyperdex.core.schema.SpaceDescriptionBuilder} does the same for programs. A description that
 * exists is valid: every rule has been checked when its constructor returns, whoever called it.
 * {@link org.hyperdex.core.schema.SpaceText} writes the canonical text, which parses to an equal
 * description.
 *
 * <h2>Words</h2>
 *
 * A <em>word</em> is an ASCII letter or underscore, then ASCII letters, digits and underscores. A
 * <em>number</em> is a run of decimal digits and may be glued to the word after it ({@code
 * 8partitions}). Blanks, tabs and line ends separate and mean nothing else; {@code #} starts a
 * comment up to the end of the line or of the text. Comments may hold any character but control
 * characters; outside of them text is ASCII.
 *
 * <h2>Grammar</h2>
 *
 * <pre>
 * description := "space" NAME "key" attribute
 *                [ ( "attributes" | "attribute" ) attribute { "," attribute } { subspace } { index } ]
 *                { option }
 * attribute   := [ type ] NAME                       -- the type is string unless given
 * subspace    := "subspace" NAME { "," NAME }
 * index       := "index" NAME
 * option      := "tolerate" NUMBER ( "failures" | "failure" )      -- 1 unless given
 *              | "create" NUMBER ( "partitions" | "partition" )    -- 64 unless given
 *              | "with" "authorization"
 * type        := "string" | "int" | "int64" | "float" | "document"
 *              | "timestamp" "(" ( "second" | "minute" | "hour" | "day" | "week" | "month" ) ")"
 *              | "list" "(" primitive ")" | "set" "(" primitive ")"
 *              | "map" "(" primitive "," primitive ")"
 * primitive   := "string" | "int" | "int64" | "float"
 * </pre>
 *
 * Options come in any order; of a repeated one the last counts. Attributes of subspaces are indexed
 * whether or not an index clause names them.
 *
 * <h2>No word is reserved</h2>
 *
 * Every word is a keyword only where the grammar has one, so {@code attributes day, set, int index}
 * declares three attributes. The grammar leaves one question open: where an attribute is declared,
 * is a word that spells a type the type, or a name without one? A word followed by a parenthesis is
 * a type. Of the others, <em>that reading is taken with which more of the text can be read, and the
 * type if both reach equally far</em>. Thus in {@code key int tolerate 2 failures} the key is
 * called {@code int}, for after a key {@code tolerate} the 2 could not be read; in {@code
 * attributes int, int index} the first attribute is a string called {@code int} and the second an
 * int called {@code index}. Writing the type always ({@code string int}) settles it at once, and is
 * what the canonical text does.
 *
 * <p>This package knows attribute types and nothing of where objects are kept.
 */
@NullMarked
package org.hyperdex.core.schema;

import org.jspecify.annotations.NullMarked;
