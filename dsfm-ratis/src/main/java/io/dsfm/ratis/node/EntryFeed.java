package io.dsfm.ratis.node;

import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.InputBatch;
import io.dsfm.ratis.core.Tail;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The log as those who execute it see it: entries as they are appended, before they are committed, and the news that its
 * tail was cut off. Everyone reads at a pace of its own; what is not kept in memory any more is read from the log.
 *
 * <p>What is appended before the feed is opened, or while the state is being replaced, is not taken from who appends it: it
 * is in the log, and whoever opens the feed finds it there.
 *
 * <p>Threading: any thread. Ratis calls under the lock of its log, so nothing here reads the log while it holds the lock of
 * this object, except on such a call.
 *
 * <p>Invariants: while it is open, {@code recent} holds every entry with inputs above {@code logOnlyThrough}, of which somebody
 * has yet to execute some; every cut since a reader looked last is in its {@code returnTo} until it looks again.
 */
final class EntryFeed {

    /** In place of an index to return to: the log was not cut. */
    static final long NOT_CUT = Long.MAX_VALUE;
    /** In place of the index of the last entry: it is not known, so nobody can have executed everything. */
    static final long UNKNOWN = Long.MAX_VALUE;

    /** The log itself. */
    interface LogReader {

        /** The inputs of the entry at {@code index}; null if it carries none, or is not in the log. */
        @Nullable
        InputBatch read(long index) throws IOException;

        /** The term of the entry at {@code index}, or {@link Tail#NO_TERM}. */
        long termAt(long index);

        /** The term of the entry at {@code index} if it carries inputs, else {@link Tail#NO_TERM}. */
        long termOfInputsAt(long index) throws IOException;

        /** The index of the first entry that the log still has; negative if it has none. */
        long startIndex();

        /** The index of the last entry, inclusive. */
        long lastIndex();

        /** Up to here, inclusive, entries are known to be committed. */
        long committedIndex();
    }

    /**
     * What a reader does next.
     *
     * @param epoch goes up with each cut of the log, and each time the state is replaced
     * @param returnTo go back to the state after this index, if beyond it; or {@link #NOT_CUT}
     * @param batch execute it; null for none
     * @param isPurged what is to be executed next is not in the log any more
     */
    record Next(long epoch, long returnTo, @Nullable InputBatch batch, boolean isPurged) {}

    private static final Next NOTHING = new Next(0, NOT_CUT, null, false);
    private static final Next PURGED = new Next(0, NOT_CUT, null, true);

    private final LogReader log;
    private final Tail tail = new Tail();
    private final RecentEntries recent = new RecentEntries();
    private final long[] returnTo;
    /** Where each reader is about to return to, until it has. */
    private final long[] returning;

    /** Up to where each has executed, as it said last; {@link Long#MAX_VALUE} for one that only looks for cuts. */
    private final long[] executed;

    private long epoch;
    /** Entries up to here, inclusive, are to be read from the log. */
    private long logOnlyThrough;

    /** Goes up with each change, so that what was read from the log without the lock can be told to be out of date. */
    private long changes;

    private boolean isOpen;
    /** Another state is on its way: it goes on from there, and what is in the log until then does not count. */
    private boolean isSuspended;

    private long lastIndex;
    /** The last index, for those who ask without the lock. */
    private volatile long knownLastIndex = UNKNOWN;

    private volatile EntryId committed = EntryId.NONE;

    /**
     * @param readers how many read it, of which the last one only looks for cuts
     * @param log what is not kept is read from there
     */
    EntryFeed(int readers, LogReader log) {
        this.log = log;
        returnTo = new long[readers];
        Arrays.fill(returnTo, NOT_CUT);
        returning = returnTo.clone();
        executed = new long[readers];
        executed[readers - 1] = Long.MAX_VALUE;
    }

    /**
     * The state of all readers is about to be replaced, and the log may go on behind the new one at once: nobody is given
     * an entry until {@link #restart}.
     */
    synchronized void suspend() {
        changes++;
        isSuspended = true;
        isOpen = false;
        knownLastIndex = UNKNOWN;
    }

    /**
     * The state was restored: everything up to {@code id}, inclusive, is committed. The log goes on behind it, once it is
     * opened again, and nobody has anything to return from. What was made of the state before may be of entries that were
     * never committed, so this counts as a cut.
     */
    synchronized void restart(EntryId id) {
        changes++;
        epoch++;
        isSuspended = false;
        isOpen = false;
        knownLastIndex = UNKNOWN;
        Arrays.fill(returnTo, NOT_CUT);
        Arrays.fill(returning, NOT_CUT);
        tail.restart(id);
        recent.clear();
        logOnlyThrough = id.index();
        lastIndex = id.index();
        committed = id;
    }

    /** The log is there: what it holds already is to be executed too. Does nothing if it is open, or suspended. */
    void open() throws IOException {
        while (true) {
            long seen;
            long from;
            synchronized (this) {
                if (isOpen || isSuspended) {
                    return;
                }
                seen = changes;
                from = lastIndex;
            }
            ArrayDeque<EntryId> held = scan(from, log.lastIndex());
            synchronized (this) {
                if (isOpen || isSuspended) {
                    return;
                }
                if (seen == changes) {
                    open(held);
                    return;
                }
            }
        }
    }

    private ArrayDeque<EntryId> scan(long from, long through) throws IOException {
        ArrayDeque<EntryId> held = new ArrayDeque<>();
        for (long index = from + 1; index <= through; index++) {
            long term = log.termOfInputsAt(index);
            if (term != Tail.NO_TERM) {
                held.add(new EntryId(term, index));
            }
        }
        return held;
    }

    private void open(ArrayDeque<EntryId> held) {
        changes++;
        isOpen = true;
        // Read from one log: each follows the one before, which is all that is asked when the term changes.
        for (EntryId id : held) {
            long previousTerm = tail.newest().term();
            tail.append(id, 0, index -> previousTerm);
        }
        lastIndex = tail.newest().index();
        knownLastIndex = lastIndex;
        logOnlyThrough = lastIndex;
    }

    /** Whether this entry was told already, and stands. */
    synchronized boolean holds(EntryId id) {
        return isOpen && tail.holds(id);
    }

    /** An entry is being appended; called under the lock of Ratis's log, and after {@link #open}. */
    synchronized void onAppended(InputBatch batch) {
        if (!isOpen) {
            changes++; // The state is being replaced: who opens the feed waits for the log's lock, and reads it there.
            return;
        }
        EntryId id = new EntryId(batch.term(), batch.index());
        if (tail.holds(id)) {
            return; // Ratis tells of an entry that was in the log at the start when it is committed
        }
        changes++;
        // Only a new leader cuts; it may have cut before this entry, and put others in between.
        cut(tail.append(id, batch.bytes().length, log::termAt));
        logOnlyThrough = Math.max(logOnlyThrough, recent.add(batch));
        lastIndex = batch.index();
        knownLastIndex = lastIndex;
    }

    /** A leader's entries are in the log: it may have cut it without adding any that carry inputs. */
    void verify(long leaderTerm) {
        while (true) {
            long seen;
            long[] indices;
            synchronized (this) {
                if (!isOpen || tail.newest().term() == leaderTerm || tail.size() == 0) {
                    return; // a leader does not cut what was appended in its own term
                }
                seen = changes;
                indices = tail.uncommittedIndices();
            }
            Map<Long, Long> terms = new HashMap<>();
            for (long index : indices) {
                terms.put(index, log.termAt(index));
            }
            synchronized (this) {
                if (seen == changes) {
                    cut(tail.verify(terms::get));
                    return;
                }
            }
        }
    }

    /** An entry is committed; they come in order. */
    synchronized void onCommitted(EntryId id) {
        if (id.index() <= committed.index()) {
            return;
        }
        changes++;
        if (tail.size() == 0) {
            throw new IllegalStateException(
                    "a committed entry was never appended: entry=" + id + ", newest=" + tail.newest());
        }
        long behind = tail.commit(id);
        if (behind != Tail.NOTHING) {
            // What stands in the log is not what was handed over; it is read from the log.
            cut(behind);
            tail.append(id, 0, index -> Tail.NO_TERM);
            tail.commit(id);
            logOnlyThrough = id.index();
            lastIndex = id.index();
            knownLastIndex = isOpen ? lastIndex : UNKNOWN;
        }
        committed = id;
    }

    /** Whether entries behind this one are known to be committed, and about to be told. */
    boolean hasMoreCommitted(long index) {
        return log.committedIndex() > index;
    }

    private void cut(long behind) {
        if (behind == Tail.NOTHING) {
            return;
        }
        epoch++;
        for (int reader = 0; reader < returnTo.length; reader++) {
            returnTo[reader] = Math.min(returnTo[reader], behind);
        }
        for (int reader = 0; reader < executed.length - 1; reader++) {
            executed[reader] = Math.min(executed[reader], behind);
        }
        recent.cut(behind);
        logOnlyThrough = Math.min(logOnlyThrough, behind);
        lastIndex = tail.newest().index();
        knownLastIndex = isOpen ? lastIndex : UNKNOWN;
    }

    /** What {@code reader}, which has executed up to {@code executedIndex}, does next. */
    Next next(int reader, long executedIndex) throws IOException {
        long seen;
        long through;
        synchronized (this) {
            if (isSuspended) {
                return NOTHING;
            }
            if (returnTo[reader] != NOT_CUT) {
                return takeCut(reader);
            }
            forgetExecuted(reader, executedIndex);
            if (executedIndex >= lastIndex) {
                return NOTHING;
            }
            if (executedIndex >= logOnlyThrough) {
                return new Next(epoch, NOT_CUT, recent.after(executedIndex), false);
            }
            seen = epoch;
            through = lastIndex;
        }
        if (executedIndex + 1 < log.startIndex()) {
            // Unless it is because of another state that was put in place meanwhile.
            return isSince(seen) ? NOTHING : PURGED;
        }
        InputBatch read = null;
        for (long index = executedIndex + 1; read == null && index <= through; index++) {
            read = log.read(index);
        }
        // What was read is what stands in the log only if nothing was cut meanwhile.
        return isSince(seen) || read == null ? NOTHING : new Next(seen, NOT_CUT, read, false);
    }

    /** Whether {@code reader}, which has executed up to {@code executedIndex}, would be given an entry or a cut. */
    synchronized boolean hasWork(int reader, long executedIndex) {
        return !isSuspended && (returnTo[reader] != NOT_CUT || executedIndex < lastIndex);
    }

    private synchronized boolean isSince(long seenEpoch) {
        return isSuspended || epoch != seenEpoch;
    }

    /** What all have executed is not kept: it would only live long enough to cost more. */
    private void forgetExecuted(int reader, long executedIndex) {
        executed[reader] = executedIndex;
        long byAll = executedIndex;
        for (long index : executed) {
            byAll = Math.min(byAll, index);
        }
        logOnlyThrough = Math.max(logOnlyThrough, recent.dropThrough(byAll));
    }

    /** Whether the log was cut since {@code reader} asked last, for one that executes nothing. */
    synchronized Next cutSince(int reader) {
        return returnTo[reader] == NOT_CUT ? NOTHING : takeCut(reader);
    }

    private Next takeCut(int reader) {
        Next next = new Next(epoch, returnTo[reader], null, false);
        returning[reader] = Math.min(returning[reader], returnTo[reader]);
        returnTo[reader] = NOT_CUT;
        return next;
    }

    /** {@code reader} is back where the last cut sent it, and has said so wherever it tells how far it has come. */
    synchronized void onReturned(int reader) {
        returning[reader] = NOT_CUT;
    }

    /** {@code reader} goes on from a committed state, whatever was cut; gives the epoch of the log that it reads from now on. */
    synchronized long restartReader(int reader) {
        returnTo[reader] = NOT_CUT;
        returning[reader] = NOT_CUT;
        return epoch;
    }

    /**
     * Up to where {@code reader} has executed what is in the log: what it has yet to undo does not count.
     *
     * @param executedIndex gives the index up to which it has executed, by what it said last
     */
    long executedOfLog(int reader, LongSupplier executedIndex) {
        while (true) {
            long seen;
            long limit;
            synchronized (this) {
                seen = epoch;
                limit = Math.min(returnTo[reader], returning[reader]);
            }
            // After the limit: one that has returned by now has said so before.
            long executed = executedIndex.getAsLong();
            synchronized (this) {
                if (seen == epoch) {
                    return Math.min(limit, executed);
                }
            }
        }
    }

    /** The index of the last entry with inputs in the log, inclusive; {@link #UNKNOWN} until it is opened. */
    long lastIndex() {
        return knownLastIndex;
    }

    /** How often the log was cut, or the state replaced. */
    synchronized long cuts() {
        return epoch;
    }

    /** The same if {@code reader} has undone all that was cut, as far as it read it; {@link #NOT_CUT} if it has yet to. */
    synchronized long cutsUndoneBy(int reader) {
        return returnTo[reader] == NOT_CUT && returning[reader] == NOT_CUT ? epoch : NOT_CUT;
    }

    /** The last entry with inputs that is known to be committed. */
    EntryId committed() {
        return committed;
    }

    /** How many entries are not known to be committed. */
    synchronized int uncommitted() {
        return tail.size();
    }
}
