package io.dsfm.ratis.node;

import io.dsfm.ratis.core.EntryId;
import java.util.ArrayDeque;

/**
 * The leader's entries that clients still wait for: appended, and not yet held and executed by a majority.
 *
 * <p>Threading: one thread at a time.
 */
final class AwaitedEntries {

    private final ArrayDeque<EntryId> awaited = new ArrayDeque<>();

    /** The entry is in the log of the leader of its term; indices go up within a term. */
    void add(EntryId entry) {
        awaited.add(entry);
    }

    /**
     * How many there are.
     *
     * @param term what was appended in another one is not waited for any more
     * @param throughIndex nor is what was appended up to here, inclusive
     */
    int count(long term, long throughIndex) {
        for (EntryId oldest = awaited.peek();
                oldest != null && (oldest.term() != term || oldest.index() <= throughIndex);
                oldest = awaited.peek()) {
            awaited.poll();
        }
        return awaited.size();
    }
}
