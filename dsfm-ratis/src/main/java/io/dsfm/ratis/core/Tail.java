package io.dsfm.ratis.core;

import java.util.function.LongUnaryOperator;

/**
 * The entries that this node has handed to its instances and that are not committed: what may have to be undone.
 *
 * <p>A log that is cut tells nobody. It shows when an entry arrives at an index that was handed over already
 * ({@link #append}), when the log is asked ({@link #verify}), or when another entry is committed than the one executed
 * ({@link #commit}). Each gives the index to which every instance must return, or {@link #NOTHING}.
 *
 * <p>Indices are those of entries for the state machine. The log has others between them, of which nothing is seen here
 * but that they may stand where one of ours stood: before an index may count as committed that can be one of those, the log
 * is to be asked.
 *
 * <p>Threading: one thread at a time.
 *
 * <p>Invariants: the entries are in order of index, their terms do not fall, and all are above the commit point. The
 * commit point only moves up.
 *
 * <p>Failure: a log that is cut below the commit point has broken Raft's promise; that throws, and the node must stop.
 */
public class Tail {

    /** In place of an index to return to: everything that was executed is in the log. */
    public static final long NOTHING = -1;
    /** In place of a term: the log has no entry there. */
    public static final long NO_TERM = -1;

    private long[] terms = new long[64];
    private long[] indices = new long[64];
    private int[] sizes = new int[64];
    /** Of the oldest entry, counted over all that were ever held; the arrays hold it modulo their length. */
    private long first;

    private long end;
    private long bytes;
    private EntryId committed = EntryId.NONE;

    /** The state of all instances is that after {@code entry}, which is committed. */
    public void restart(EntryId entry) {
        first = end;
        bytes = 0;
        committed = entry;
    }

    /**
     * An entry has come into the log and goes to the instances once they have returned to where this says.
     *
     * @param entry above the commit point
     * @param sizeBytes what it takes in memory until it is committed
     * @param termAt gives the log's term at an index below the entry's, or {@link #NO_TERM}; asked when the term changes
     * @return the index to return to first, or {@link #NOTHING}
     */
    public long append(EntryId entry, int sizeBytes, LongUnaryOperator termAt) {
        if (entry.index() <= committed.index()) {
            throw new IllegalStateException(
                    "the log was cut below the commit point: entry=" + entry + ", committed=" + committed);
        }
        long kept = end;
        // What the new entry replaces, and what cannot be before it since terms do not fall along a log.
        while (kept > first && (index(kept - 1) >= entry.index() || term(kept - 1) > entry.term())) {
            kept--;
        }
        // With the term of the entry before it, both come from one leader's log: nothing was cut between them.
        if (kept > first && term(kept - 1) != entry.term()) {
            kept = held(kept, termAt);
        }
        long returnTo = cut(kept);
        push(entry, sizeBytes);
        return returnTo;
    }

    /**
     * Compares with the log: it may have been cut and filled with entries that are not for the state machine, so that
     * nothing arrived here.
     *
     * @param termAt gives the log's term at an index above the commit point, or {@link #NO_TERM}
     * @return the index to return to, or {@link #NOTHING}
     */
    public long verify(LongUnaryOperator termAt) {
        return cut(held(end, termAt));
    }

    /**
     * The next entry of the log is committed. If it is not the next one executed, everything executed above the commit
     * point is undone: the entry must then be appended here, executed, and committed again.
     *
     * @return the index to return to, or {@link #NOTHING}
     */
    public long commit(EntryId entry) {
        if (entry.index() <= committed.index()) {
            throw new IllegalStateException(
                    "entries must be committed in order: entry=" + entry + ", committed=" + committed);
        }
        if (end == first) {
            throw new IllegalStateException(
                    "an entry is committed that was not appended here: entry=" + entry + ", committed=" + committed);
        }
        if (index(first) != entry.index() || term(first) != entry.term()) {
            return cut(first);
        }
        bytes -= sizes[slot(first)];
        first++;
        committed = entry;
        return NOTHING;
    }

    /** Whether one more entry may be executed before it is committed. */
    public boolean hasRoom(int entriesMax, long bytesMax) {
        return end - first < entriesMax && (bytes < bytesMax || end == first);
    }

    /** The newest entry handed over, or the commit point if none is above it. */
    public EntryId newest() {
        return end == first ? committed : new EntryId(term(end - 1), index(end - 1));
    }

    /** Up to here, inclusive, nothing is ever undone. */
    public EntryId committed() {
        return committed;
    }

    /** Whether the entry was handed over already, or is not above the commit point. */
    public boolean holds(EntryId entry) {
        if (entry.index() <= committed.index()) {
            return true;
        }
        for (long i = end; i > first && index(i - 1) >= entry.index(); i--) {
            if (index(i - 1) == entry.index()) {
                return term(i - 1) == entry.term();
            }
        }
        return false;
    }

    /** The indices of the entries handed over and not committed, in order. */
    public long[] uncommittedIndices() {
        long[] uncommitted = new long[size()];
        for (int i = 0; i < uncommitted.length; i++) {
            uncommitted[i] = index(first + i);
        }
        return uncommitted;
    }

    /** How many entries are handed over and not committed. */
    public int size() {
        return (int) (end - first);
    }

    /** How many of the entries before {@code limit} the log still has: if it has one, it has all before it. */
    long held(long limit, LongUnaryOperator termAt) {
        long kept = limit;
        while (kept > first && termAt.applyAsLong(index(kept - 1)) != term(kept - 1)) {
            kept--;
        }
        return kept;
    }

    private long cut(long kept) {
        if (kept == end) {
            return NOTHING;
        }
        while (end > kept) {
            end--;
            bytes -= sizes[slot(end)];
        }
        return newest().index();
    }

    private void push(EntryId entry, int sizeBytes) {
        if (end - first == terms.length) {
            grow();
        }
        int slot = slot(end);
        terms[slot] = entry.term();
        indices[slot] = entry.index();
        sizes[slot] = sizeBytes;
        bytes += sizeBytes;
        end++;
    }

    private void grow() {
        long[] oldTerms = terms;
        long[] oldIndices = indices;
        int[] oldSizes = sizes;
        terms = new long[oldTerms.length * 2];
        indices = new long[terms.length];
        sizes = new int[terms.length];
        for (long i = first; i < end; i++) {
            int from = (int) (i & oldTerms.length - 1);
            terms[slot(i)] = oldTerms[from];
            indices[slot(i)] = oldIndices[from];
            sizes[slot(i)] = oldSizes[from];
        }
    }

    private long term(long i) {
        return terms[slot(i)];
    }

    private long index(long i) {
        return indices[slot(i)];
    }

    private int slot(long i) {
        return (int) (i & terms.length - 1);
    }
}
