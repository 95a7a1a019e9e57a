package io.dsfm.ratis.core.sim;

import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.Tail;
import java.util.ArrayList;
import java.util.List;

/** A node's log behind its snapshot: in memory whole, on disk up to {@code flushedIndex}. */
final class SimLog {

    private final ArrayList<SimEntry> entries = new ArrayList<>();
    private EntryId base;
    long flushedIndex;

    SimLog(EntryId base) {
        this.base = base;
        flushedIndex = base.index();
    }

    EntryId base() {
        return base;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    EntryId last() {
        return entries.isEmpty() ? base : entries.get(entries.size() - 1).id();
    }

    long termAt(long index) {
        if (index == base.index()) {
            return base.term();
        }
        long at = index - base.index() - 1;
        return at >= 0 && at < entries.size() ? entries.get((int) at).id().term() : Tail.NO_TERM;
    }

    /** Whether this log has the entry, or a snapshot behind it. */
    boolean holds(EntryId id) {
        return id.index() <= base.index() || termAt(id.index()) == id.term();
    }

    SimEntry get(long index) {
        return entries.get((int) (index - base.index() - 1));
    }

    void append(SimEntry entry) {
        if (entry.id().index() != last().index() + 1) {
            throw new IllegalStateException("the model has a hole: entry=" + entry.id() + ", last=" + last());
        }
        entries.add(entry);
    }

    /** Drops everything from {@code index} on, on disk too. */
    void cutFrom(long index) {
        entries.subList((int) (index - base.index() - 1), entries.size()).clear();
        flushedIndex = Math.min(flushedIndex, index - 1);
    }

    /** Drops what a snapshot holds; everything, if the log does not go on from there. */
    void rebase(EntryId newBase) {
        long dropped = newBase.index() - base.index();
        if (dropped > 0 && termAt(newBase.index()) == newBase.term()) {
            entries.subList(0, (int) dropped).clear();
        } else {
            entries.clear();
            flushedIndex = newBase.index();
        }
        base = newBase;
        flushedIndex = Math.max(flushedIndex, base.index());
    }

    /** Whether a crash now loses an entry that a word given for {@code word} may have included. */
    boolean loses(EntryId word) {
        return flushedIndex < last().index() && get(flushedIndex + 1).id().compareTo(word) <= 0;
    }

    /** What is on disk is all that is left. */
    void crash() {
        entries.subList((int) (flushedIndex - base.index()), entries.size()).clear();
    }

    List<SimEntry> from(long index, int atMost) {
        int start = (int) (index - base.index() - 1);
        return new ArrayList<>(entries.subList(start, Math.min(entries.size(), start + atMost)));
    }
}
