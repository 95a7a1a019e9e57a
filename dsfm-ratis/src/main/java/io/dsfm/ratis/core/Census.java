package io.dsfm.ratis.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Asks every node of the group for the last entry of its log, twice: the second time when all have answered once.
 *
 * <p>Why twice: an entry may be counted as covered on the old word of a node that has lost its memory since. Whoever
 * counted it was leader then. If it still is when it answers the first time, its answer holds the entry; if not, the entry
 * was covered before that answer, so that each node that has kept its memory holds it when it is asked the second time.
 *
 * <p>Needs all nodes, so it serves only where the group cannot go on without: when there is no leader, and too many nodes
 * have lost their memory for a majority of the others.
 *
 * <p>Threading: one thread at a time.
 */
public class Census {

    private final int self;
    private final boolean[] hasAnswered;
    private Watermark knownAtStart = Watermark.NONE;
    private EntryId newest = EntryId.NONE;
    /** Of the question asked now; each has its own number, so that an answer to an older one is known. */
    private long question;

    private boolean isSecondRound;
    private int missing;

    /**
     * @param nodes how many nodes the group has
     * @param self which of them this is
     * @param firstQuestion above the number of every question that this node asked before it was started
     */
    public Census(int nodes, int self, long firstQuestion) {
        this.self = self;
        this.hasAnswered = new boolean[nodes];
        this.question = firstQuestion - 1;
    }

    /** Starts from the beginning, with what this node has itself. */
    public void begin(EntryId ownLast, Watermark known) {
        newest = ownLast;
        knownAtStart = known;
        isSecondRound = false;
        nextRound();
    }

    /**
     * A node answers.
     *
     * @param answered the number of the question
     * @param last the last entry of its log when it answered, of any kind
     * @return the newest entry of all if this was the last answer needed, else null; then a new census may begin
     */
    public @Nullable EntryId onAnswer(int node, long answered, EntryId last) {
        if (answered != question || missing == 0 || hasAnswered[node]) {
            return null;
        }
        hasAnswered[node] = true;
        newest = EntryId.newest(newest, last);
        if (--missing > 0) {
            return null;
        }
        if (!isSecondRound && mustAskTwice()) {
            isSecondRound = true;
            nextRound();
            return null;
        }
        return newest;
    }

    boolean mustAskTwice() {
        return true;
    }

    private void nextRound() {
        question++;
        Arrays.fill(hasAnswered, false);
        hasAnswered[self] = true;
        missing = hasAnswered.length - 1;
    }

    /** The number of the question to ask those who have not answered. */
    public long question() {
        return question;
    }

    /** What this node knew when it began. */
    public Watermark knownAtStart() {
        return knownAtStart;
    }
}
