package org.hyperdex.core.protocol;

import org.hyperdex.core.data.Bytes;

/** An object's version and its encoded row ({@code data.Row}): what is kept under its key. */
public record StoredRow(Version version, Bytes row) {}
