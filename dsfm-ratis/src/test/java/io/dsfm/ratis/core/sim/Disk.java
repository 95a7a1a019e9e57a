package io.dsfm.ratis.core.sim;

import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.Watermark;
import org.jspecify.annotations.Nullable;

/** What a node finds again when it starts. */
final class Disk {

    static final int NOBODY = -1;

    long term = 1;
    int votedFor = NOBODY;
    SimSnapshot snapshot = SimSnapshot.INITIAL;
    final SimLog log = new SimLog(SimSnapshot.INITIAL.last());
    /** Written when the node is stopped in order, and taken away when it starts. */
    @Nullable
    Watermark stopped = Watermark.NONE;
    /** The last entry for which the node gave its word, in a mapped file: the death of the process does not lose it. */
    @Nullable
    EntryId reported;

    /** How often the node was started. */
    long starts;

    /* What only the checker knows. */

    /** The last entry for which the node gave its word. */
    EntryId trulyReported = EntryId.NONE;
    /** Whether it has lost entries of its word, and not come back to them. */
    boolean hasLost;
    /** The highest watermark it has been told since it may have forgotten one. */
    Watermark trulyKnown = Watermark.NONE;
}
