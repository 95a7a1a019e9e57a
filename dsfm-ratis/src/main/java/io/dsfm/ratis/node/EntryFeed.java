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
 * <p>Threading: any thread. Ratis calls under the lock of its log, so nothing here reads the log while it holds the lock of
 * this object, except on such a call.
 *
 * <p>Invariants: {@code recent} holds every entry with inputs above {@code logOnlyThrough}; every cut since a reader looked
 * last is in its {@code returnTo} until it looks again.
 */
final class EntryFeed {

    /** In place of an index to return to: the log was not cut. */
    static final long NOT_CUT = Long.MAX_VALUE;

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
    }

    /**
     * What a reader does next.
     *
     * @param epoch goes up with each cut of the log
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
    /** What each reader had executed when it asked last; the highest number for one that has never asked. */
    private final long[] executed;

    private long epoch;
    /** Entries up to here, inclusive, are to be read from the log. */
    private long logOnlyThrough;

    /** Goes up with each change, so that what was read from the log without the lock can be told to be out of date. */
    private long changes;

    private boolean isOpen;
    private volatile long lastIndex;
    private volatile EntryId committed = EntryId.NONE;

    EntryFeed(int readers, LogReader log) {
        this.log = log;
        returnTo = new long[readers];
        Arrays.fill(returnTo, NOT_CUT);
        returning = returnTo.clone();
        executed = new long[readers];
        Arrays.fill(executed, Long.MAX_VALUE);
    }

    /**
     * The state was restored: everything up to {@code id}, inclusive, is committed. The log goes on behind it, and nobody
     * has anything to return from.
     */
    synchronized void restart(EntryId id) {
        changes++;
        Arrays.fill(returnTo, NOT_CUT);
        Arrays.fill(returning, NOT_CUT);
        tail.restart(id);
        recent.clear();
        logOnlyThrough = id.index();
        lastIndex = id.index();
        committed = id;
    }

    /** The log is there: what it holds already is to be executed too. Does nothing the second time. */
    void open() throws IOException {
        while (true) {
            long seen;
            long from;
            synchronized (this) {
                if (isOpen) {
                    return;
                }
                seen = changes;
                from = lastIndex;
            }
            ArrayDeque<EntryId> held = scan(from, log.lastIndex());
            synchronized (this) {
                if (isOpen) {
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
        logOnlyThrough = lastIndex;
    }

    /** An entry is being appended; called under the lock of Ratis's log, and after {@link #open}. */
    synchronized void onAppended(InputBatch batch) {
        if (!isOpen) {
            throw new IllegalStateException("the log was not opened: index=" + batch.index());
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
    }

    /** A leader's entries are in the log: it may have cut it without adding any that carry inputs. */
    void verify(long leaderTerm) {
        while (true) {
            long seen;
            long[] indices;
            synchronized (this) {
                if (tail.newest().term() == leaderTerm || tail.size() == 0) {
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
        }
        committed = id;
        dropExecuted();
    }

    /** What is committed and everybody has executed needs no place in memory: who is rebuilt reads it from the log. */
    private void dropExecuted() {
        long through = committed.index();
        for (long index : executed) {
            through = Math.min(through, index);
        }
        logOnlyThrough = Math.max(logOnlyThrough, recent.dropThrough(through));
    }

    private void cut(long behind) {
        if (behind == Tail.NOTHING) {
            return;
        }
        epoch++;
        for (int reader = 0; reader < returnTo.length; reader++) {
            returnTo[reader] = Math.min(returnTo[reader], behind);
        }
        recent.cut(behind);
        logOnlyThrough = Math.min(logOnlyThrough, behind);
        lastIndex = tail.newest().index();
    }

    /** What {@code reader}, which has executed up to {@code executedIndex}, does next. */
    Next next(int reader, long executedIndex) throws IOException {
        long seen;
        long from;
        synchronized (this) {
            executed[reader] = executedIndex;
            if (returnTo[reader] != NOT_CUT) {
                return takeCut(reader);
            }
            if (executedIndex >= lastIndex) {
                return NOTHING;
            }
            if (executedIndex >= logOnlyThrough) {
                return new Next(epoch, NOT_CUT, recent.after(executedIndex), false);
            }
            seen = epoch;
            from = executedIndex + 1;
        }
        if (from < log.startIndex()) {
            return PURGED;
        }
        InputBatch read = null;
        for (long index = from; read == null && index <= lastIndex; index++) {
            read = log.read(index);
        }
        synchronized (this) {
            // What was read is what stands in the log only if nothing was cut meanwhile.
            return seen == epoch && read != null ? new Next(epoch, NOT_CUT, read, false) : NOTHING;
        }
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

    /** The index of the last entry with inputs in the log, inclusive. */
    long lastIndex() {
        return lastIndex;
    }

    /** How often the log was cut. */
    synchronized long cuts() {
        return epoch;
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
