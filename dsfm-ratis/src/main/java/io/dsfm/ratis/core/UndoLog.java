package io.dsfm.ratis.core;

import java.util.ArrayDeque;

/**
 * What was done since the oldest mark, as steps that undo it, so that a {@link Replica} can return to a marked state. A
 * change of the state is recorded where it is made, as its inverse; undoing goes backwards, so each inverse meets the state
 * that its change left.
 *
 * <p>Nothing is recorded, and nothing costs, while no state is marked.
 *
 * <p>Threading: one thread.
 *
 * <p>Invariants: marks are in order of {@code index}; a mark's state is that after the entry at its index, and the entry
 * executed next, if any, is at {@code nextIndex}. {@code start} and {@code end} count steps over all time.
 */
class UndoLog {

    /** A state to which there is a way back. */
    private static final class Mark {
        private final long index;
        private final long step;
        /** Of the first entry executed since; {@link Long#MAX_VALUE} for none. */
        private long nextIndex = Long.MAX_VALUE;

        Mark(long index, long step) {
            this.index = index;
            this.step = step;
        }
    }

    private final ArrayDeque<Runnable> steps = new ArrayDeque<>();
    private final ArrayDeque<Mark> marks = new ArrayDeque<>();
    private long start;
    private long end;

    /** Whether changes are to be recorded. */
    boolean isRecording() {
        return !marks.isEmpty();
    }

    /** How to undo the change that is made now. */
    void record(Runnable inverse) {
        steps.addLast(inverse);
        end++;
    }

    /** Marks the present state, which is that after the entry at {@code index}; gives whether it was not marked yet. */
    boolean mark(long index) {
        if (!marks.isEmpty() && marks.peekLast().index == index) {
            return false;
        }
        marks.addLast(new Mark(index, end));
        return true;
    }

    /** The entry at {@code index} is about to be executed. */
    void onExecute(long index) {
        if (!marks.isEmpty()) {
            Mark newest = marks.peekLast();
            newest.nextIndex = Math.min(newest.nextIndex, index);
        }
    }

    /** Whether there is a mark at which everything up to {@code index} was executed, and nothing above. */
    boolean canRevertTo(long index) {
        for (var fromNewest = marks.descendingIterator(); fromNewest.hasNext(); ) {
            Mark mark = fromNewest.next();
            if (mark.index <= index) {
                return mark.nextIndex > index;
            }
        }
        return false;
    }

    /** Returns to that mark, which stays; gives its index. */
    long revertTo(long index) {
        while (marks.peekLast().index > index) {
            marks.pollLast();
        }
        Mark mark = marks.peekLast();
        mark.nextIndex = Long.MAX_VALUE;
        while (end > mark.step) {
            steps.pollLast().run();
            end--;
        }
        return mark.index;
    }

    /**
     * Nobody will return below the state after the entry at {@code index}: the marks before it go, and the steps only they
     * needed. Gives the index of the oldest mark that stays, or {@link Long#MAX_VALUE}.
     */
    long forgetBefore(long index) {
        while (!marks.isEmpty() && marks.peekFirst().nextIndex <= index) {
            marks.pollFirst();
        }
        long needed = marks.isEmpty() ? end : marks.peekFirst().step;
        while (start < needed) {
            steps.pollFirst();
            start++;
        }
        return marks.isEmpty() ? Long.MAX_VALUE : marks.peekFirst().index;
    }

    /** Forgets all marks. */
    void clear() {
        marks.clear();
        steps.clear();
        start = end;
    }
}
