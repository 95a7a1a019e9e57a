package io.dsfm.ratis.node;

/**
 * Remembers that the leader has put something of its own into the log, until an instance has executed it, so that it is
 * not put there again meanwhile.
 *
 * <p>Threading: the input path asks and begins; any thread ends what was begun.
 */
final class UnderWay {

    private static final long NOTHING = 0;
    private static final long APPENDING = Long.MAX_VALUE;

    /** {@link #NOTHING}, {@link #APPENDING}, or the index of the entry that is to be executed. */
    private volatile long index = NOTHING;

    /** Whether nothing is under way, given how far execution has come. */
    boolean isClear(long executedIndex) {
        return index == NOTHING || index <= executedIndex;
    }

    void begin() {
        index = APPENDING;
    }

    /** The entry is committed at {@code index}, or, with 0, it is not known to be in the log. */
    void end(long index) {
        this.index = index;
    }
}
