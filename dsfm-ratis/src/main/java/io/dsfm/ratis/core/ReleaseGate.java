package io.dsfm.ratis.core;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Holds outcomes back until they may leave, each by its {@link ReleaseLevel}, and settles those that left early.
 *
 * <p>A follower has the same outcomes and the same gate, but here nothing leaves before it is committed: whether a
 * majority covers an entry, and whether one hears the leader, is known to the leader only.
 *
 * <p>Threading: one thread.
 *
 * <p>Invariants: {@code unsettled} and then {@code waiting} hold, in order of position without gaps, all outcomes of
 * entries above {@code commitIndex}, and those of entries below that have not been offered in time. What is in
 * {@code unsettled} has left, what is in {@code waiting} has not. Nothing leaves past an outcome that waits.
 * {@code commitIndex} and {@code watermark} only move up.
 *
 * <p>Failure: an order that is broken from outside, or a log cut below the commit point, throws; the node must stop.
 */
public class ReleaseGate {

    /** An outcome with what was asked for it, and, once it has left, how. */
    static final class Held {
        private final Outcome outcome;
        private final ReleaseLevel level;
        private boolean isProvisional;
        private boolean isToldAsCommitted;

        Held(Outcome outcome, ReleaseLevel level) {
            this.outcome = outcome;
            this.level = level;
        }

        /** Of the entry that made the answer: a repeated one was made before, and what becomes of it was told of the first. */
        long madeIndex() {
            Answer answer = outcome.answer();
            return answer == null ? outcome.logIndex() : Math.min(answer.index(), outcome.logIndex());
        }

        boolean isToBeSettled() {
            return isProvisional && madeIndex() == outcome.logIndex();
        }
    }

    private final ReleaseEffects effects;
    private final ArrayDeque<Held> unsettled = new ArrayDeque<>();
    private final ArrayDeque<Held> waiting = new ArrayDeque<>();
    /** Of the last entry committed, inclusive. */
    private long commitIndex;
    /** Of the last entry covered in this node's present leadership, inclusive; 0 while it does not lead. */
    private long coveredIndex;

    private boolean isLeader;
    private boolean hasLease;
    /** Of this node's leadership, or of the leader that it follows. */
    private long term;
    /** Of the last outcome offered. */
    private long offeredPosition;
    /** Of the last outcome that left, at whatever level, and was not revoked. */
    private long releasedPosition;

    private long releasedIndex;
    private long releasedSequence;
    /** Of the last outcome that left and is committed. */
    private long settledIndex;

    private Watermark watermark = Watermark.NONE;

    /** Everything that leaves, and what becomes of it, goes to {@code effects}. */
    public ReleaseGate(ReleaseEffects effects) {
        this.effects = effects;
    }

    /**
     * The state was restored to a committed one: everything up to here had left before, or is not for this node to
     * release.
     */
    public void restart(EntryId entry, long sequence, long position) {
        while (!unsettled.isEmpty()) {
            Held held = unsettled.poll();
            if (held.isToBeSettled()) {
                effects.abandon(held.outcome);
            }
        }
        waiting.clear();
        commitIndex = Math.max(commitIndex, entry.index());
        offeredPosition = position;
        releasedPosition = position;
        releasedIndex = entry.index();
        settledIndex = entry.index();
        releasedSequence = sequence;
        raise(new Watermark(entry.term(), entry.index(), sequence));
    }

    /**
     * An outcome came first.
     *
     * @param outcome the one after that offered last
     * @param level the stricter of the group's and the request's
     */
    public void offer(Outcome outcome, ReleaseLevel level) {
        if (outcome.position() != offeredPosition + 1) {
            throw new IllegalStateException("an outcome is offered out of order: position=" + outcome.position()
                    + ", expected=" + (offeredPosition + 1));
        }
        offeredPosition++;
        waiting.add(new Held(outcome, level));
        advance();
    }

    /** Entries up to this index, inclusive, are committed. */
    public void onCommitted(long index) {
        if (index <= commitIndex) {
            return;
        }
        commitIndex = index;
        while (!unsettled.isEmpty() && unsettled.peek().outcome.logIndex() <= commitIndex) {
            settle(unsettled.poll());
        }
        advance();
    }

    /** Entries up to this index, inclusive, are covered, says the {@link CoverTracker} of this node's leadership. */
    public void onCovered(long index) {
        if (isLeader && index > coveredIndex) {
            coveredIndex = index;
            advance();
        }
    }

    /** A majority hears this node as its leader, or did not lately. */
    public void onLease(boolean isHeld) {
        hasLease = isLeader && isHeld;
        advance();
    }

    /** This node leads from now on, or another does, or nobody. */
    public void onLeader(long newTerm, boolean leads) {
        term = newTerm;
        isLeader = leads;
        coveredIndex = 0;
        if (!leads) {
            hasLease = false;
        }
    }

    /**
     * The log was cut: what was executed of entries above {@code toIndex} did not happen.
     *
     * @return the position after which outcomes are offered from now on
     */
    public long onTruncated(long toIndex) {
        if (settledIndex > toIndex || isAnyCommittedAbove(toIndex)) {
            throw new IllegalStateException(
                    "the log was cut below the commit point: toIndex=" + toIndex + ", commitIndex=" + commitIndex);
        }
        while (!waiting.isEmpty() && waiting.peekLast().outcome.logIndex() > toIndex) {
            offeredPosition = waiting.pollLast().outcome.position() - 1;
        }
        while (!unsettled.isEmpty() && unsettled.peekLast().outcome.logIndex() > toIndex) {
            takeBack(unsettled.pollLast());
        }
        return offeredPosition;
    }

    private boolean isAnyCommittedAbove(long toIndex) {
        for (Held held : waiting) {
            long index = held.outcome.logIndex();
            if (index > toIndex) {
                return index <= commitIndex;
            }
        }
        return false;
    }

    private void takeBack(Held held) {
        Outcome outcome = held.outcome;
        offeredPosition = outcome.position() - 1;
        releasedPosition = offeredPosition;
        Answer answer = outcome.answer();
        if (outcome.isNewResult() && answer != null) {
            releasedSequence = answer.sequence() - 1;
        }
        releasedIndex = unsettled.isEmpty()
                ? settledIndex
                : unsettled.peekLast().outcome.logIndex();
        if (held.madeIndex() == outcome.logIndex()) {
            effects.revoke(outcome, held.isProvisional);
        }
    }

    void settle(Held held) {
        settledIndex = held.outcome.logIndex();
        raise(held.outcome);
        if (held.isToBeSettled()) {
            effects.confirm(held.outcome);
        }
        tellIfCommitted(held);
    }

    private void tellIfCommitted(Held held) {
        if (!held.isToldAsCommitted && isCommitted(held.outcome)) {
            held.isToldAsCommitted = true;
            effects.committed(held.outcome);
        }
    }

    /** Whether nothing can take it back any more. */
    boolean isCommitted(Outcome outcome) {
        return outcome.logIndex() <= commitIndex;
    }

    private void advance() {
        for (Held next = next(waiting); next != null && mayLeave(next); next = next(waiting)) {
            waiting.remove(next);
            release(next);
        }
    }

    /** Which of those that wait is to leave next. */
    @Nullable
    Held next(ArrayDeque<Held> inOrder) {
        return inOrder.peek();
    }

    private boolean mayLeave(Held held) {
        return isFinal(held.outcome.logIndex(), held.level) || held.level == ReleaseLevel.LOCAL && mayLeaveEarly();
    }

    /** Whether this node may show what only it is known to have. */
    boolean mayLeaveEarly() {
        return isLeader && hasLease;
    }

    boolean isLeader() {
        return isLeader;
    }

    private boolean isFinal(long index, ReleaseLevel level) {
        return index <= commitIndex || level != ReleaseLevel.COMMITTED && index <= coveredIndex;
    }

    private void release(Held held) {
        Outcome outcome = held.outcome;
        requireNext(outcome);
        releasedPosition = outcome.position();
        releasedIndex = outcome.logIndex();
        Answer answer = outcome.answer();
        if (outcome.isNewResult() && answer != null) {
            releasedSequence = answer.sequence();
        }
        held.isProvisional = !isFinal(held.madeIndex(), held.level);
        if (isFinal(outcome.logIndex(), held.level)) {
            raise(outcome);
        }
        if (outcome.logIndex() <= commitIndex) {
            settledIndex = outcome.logIndex();
        } else {
            unsettled.add(held);
        }
        effects.release(outcome, held.isProvisional);
        tellIfCommitted(held);
    }

    private void requireNext(Outcome outcome) {
        Answer answer = outcome.answer();
        boolean isNext = outcome.position() == releasedPosition + 1
                && (!outcome.isNewResult() || answer == null || answer.sequence() == releasedSequence + 1);
        if (!isNext) {
            throw new IllegalStateException("a result would leave out of order: position=" + outcome.position()
                    + ", releasedPosition=" + releasedPosition + ", sequence="
                    + (answer == null ? 0 : answer.sequence()) + ", releasedSequence=" + releasedSequence);
        }
    }

    private void raise(Outcome outcome) {
        Answer answer = outcome.answer();
        long sequence = outcome.isNewResult() && answer != null ? answer.sequence() : watermark.sequence();
        raise(new Watermark(Math.max(term, outcome.term()), outcome.logIndex(), sequence));
    }

    private void raise(Watermark released) {
        if (released.isAbove(watermark)) {
            watermark = released;
        }
    }

    /**
     * The highest index whose state may be shown at this level: the answer to a query that was executed after the entry at
     * an index leaves when this is not below that index.
     */
    public long gateFor(ReleaseLevel level) {
        return switch (level) {
            case COMMITTED -> commitIndex;
            case COVERED -> Math.max(commitIndex, coveredIndex);
            case LOCAL -> mayLeaveEarly() ? Long.MAX_VALUE : Math.max(commitIndex, coveredIndex);
        };
    }

    /** The last result that left for good. */
    public Watermark watermark() {
        return watermark;
    }

    /** The sequence of the last result that left, provisional or not, inclusive; 0 for none. */
    public long releasedSequence() {
        return releasedSequence;
    }

    /** The index of the entry of the last outcome that left, provisional or not, inclusive; 0 for none. */
    public long releasedIndex() {
        return releasedIndex;
    }

    /** How many outcomes have not left. */
    public int waiting() {
        return waiting.size();
    }

    /** How many results have left and are not committed. */
    public int unsettled() {
        return unsettled.size();
    }
}
