package io.dsfm.ratis.core;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * The entries that were handed to the instances and are not known to be committed, in order of index.
 *
 * <p>Threading: one thread at a time.
 *
 * <p>Invariants: indices grow, terms do not go back; all are above {@code committed}, which only moves up.
 */
public final class Tail {

    /** In place of an index to return to: nothing was cut. */
    public static final long NOTHING_CUT = -1;

    /** What a log gives for the term of an index at which it holds nothing. */
    public static final long NO_TERM = -1;

    private final ArrayDeque<EntryId> entries = new ArrayDeque<>();
    private EntryId committed = EntryId.NONE;

    /** Everything up to {@code id}, inclusive, is committed and executed or restored. */
    public void restart(EntryId id) {
        entries.clear();
        committed = id;
    }

    /**
     * An entry was appended to the log.
     *
     * @return the index to return to, inclusive, since the log was cut behind it; or {@link #NOTHING_CUT}
     */
    public long append(EntryId id) {
        long returnTo = id.index() > last().index() ? NOTHING_CUT : cutBehind(id.index() - 1);
        entries.addLast(id);
        return returnTo;
    }

    /**
     * Compares with what the log holds now, as it may have been cut and filled with entries that nobody is told of.
     *
     * @param termAt the term of the log's entry at an index, or {@link #NO_TERM}
     * @return as {@link #append}
     */
    public long verify(LongUnaryOperator termAt) {
        Iterator<EntryId> newestFirst = entries.descendingIterator();
        boolean isCut = false;
        while (newestFirst.hasNext()) {
            EntryId id = newestFirst.next();
            if (termAt.applyAsLong(id.index()) == id.term()) {
                return isCut ? cutBehind(id.index()) : NOTHING_CUT;
            }
            isCut = true;
        }
        return isCut ? cutBehind(committed.index()) : NOTHING_CUT;
    }

    /**
     * An entry is committed; they come in order.
     *
     * @return as {@link #append}; if so, the entry itself is not among those handed over any more
     */
    public long commit(EntryId id) {
        long before = committed.index();
        EntryId oldest = entries.peekFirst();
        committed = id;
        if (oldest == null || oldest.equals(id)) {
            entries.pollFirst();
            return NOTHING_CUT;
        }
        entries.clear();
        return before;
    }

    private long cutBehind(long index) {
        if (index < committed.index()) {
            throw new IllegalStateException(
                    "a committed entry was cut from the log: cutBehind=" + index + ", committed=" + committed);
        }
        while (!entries.isEmpty() && entries.peekLast().index() > index) {
            entries.pollLast();
        }
        return index;
    }

    /** Whether the entry was handed over, or is not behind the last committed one. */
    public boolean holds(EntryId id) {
        return id.index() <= committed.index() || entries.contains(id);
    }

    /** The last entry handed over. */
    public EntryId last() {
        EntryId last = entries.peekLast();
        return last == null ? committed : last;
    }

    /** The last entry known to be committed. */
    public EntryId committed() {
        return committed;
    }

    /** The entries that are not known to be committed, in order. */
    public List<EntryId> entries() {
        return List.copyOf(entries);
    }

    /** How many entries are not known to be committed. */
    public int size() {
        return entries.size();
    }
}
