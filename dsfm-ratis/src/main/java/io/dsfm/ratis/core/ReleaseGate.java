package io.dsfm.ratis.core;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Holds outcomes back until they may leave: until their input is committed. Lets each through once, in order.
 *
 * <p>Threading: one thread.
 *
 * <p>Invariants: {@code releasedSequence} and {@code releasedIndex} only move up; nothing above the commit index leaves.
 */
public final class ReleaseGate {

    private final ArrayDeque<Outcome> waiting = new ArrayDeque<>();
    private final Consumer<Outcome> released;
    private long commitIndex;
    private long releasedSequence;
    private long releasedIndex;

    /** Everything that leaves goes to {@code released}. */
    public ReleaseGate(Consumer<Outcome> released) {
        this.released = released;
    }

    /** The state was restored: everything up to here had left before, or is not for this node to release. */
    public void restart(long index, long sequence) {
        waiting.clear();
        commitIndex = Math.max(commitIndex, index);
        releasedIndex = index;
        releasedSequence = sequence;
    }

    /** An outcome came first. Outcomes come in order of position. */
    public void offer(Outcome outcome) {
        if (outcome.logIndex() <= commitIndex && waiting.isEmpty()) {
            release(outcome);
        } else {
            waiting.add(outcome);
        }
    }

    /** Entries up to this index, inclusive, are committed. */
    public void onCommitted(long index) {
        if (index <= commitIndex) {
            return;
        }
        commitIndex = index;
        while (!waiting.isEmpty() && waiting.peek().logIndex() <= commitIndex) {
            release(waiting.poll());
        }
    }

    /** Entries above {@code index} were cut from the log: their outcomes never leave. */
    public void onTruncated(long index) {
        if (index < releasedIndex) {
            throw new IllegalStateException("the log was cut behind a released result: cutBehind=" + index
                    + ", releasedIndex=" + releasedIndex);
        }
        while (!waiting.isEmpty() && waiting.peekLast().logIndex() > index) {
            waiting.pollLast();
        }
    }

    private void release(Outcome outcome) {
        Answer answer = outcome.answer();
        if (outcome.isNewResult() && answer != null) {
            if (answer.sequence() != releasedSequence + 1) {
                throw new IllegalStateException("a result would leave out of order: sequence=" + answer.sequence()
                        + ", releasedSequence=" + releasedSequence);
            }
            releasedSequence = answer.sequence();
        }
        releasedIndex = outcome.logIndex();
        released.accept(outcome);
    }

    /** Entries up to here, inclusive, are committed, as far as this gate was told. */
    public long committedIndex() {
        return commitIndex;
    }

    /** The sequence of the last result that left, inclusive; 0 for none. */
    public long releasedSequence() {
        return releasedSequence;
    }

    /** The index of the entry of the last outcome that left, inclusive; 0 for none. */
    public long releasedIndex() {
        return releasedIndex;
    }

    /** How many outcomes wait for their input to be committed. */
    public int waiting() {
        return waiting.size();
    }
}
