package io.dsfm.ratis.replay;

/**
 * Which inputs are replayed and told of, by sequence.
 *
 * @param from the first input that matters, inclusive; {@link #NEWEST} or {@link #OLDEST}
 * @param to the last one, inclusive; {@link #END} for all there are
 * @param every the state's digest is told at every sequence that this divides, and at the last one
 */
public record ReplayRange(long from, long to, long every) {

    /** From the newest snapshot on, as a node would start. */
    public static final long NEWEST = 0;
    /** From as far back as the directory goes. */
    public static final long OLDEST = -1;
    /** To the end of the log. */
    public static final long END = Long.MAX_VALUE;

    /** Refuses what is no range. */
    public ReplayRange {
        if (from < OLDEST || to < 1 || from > to || every < 1) {
            throw new IllegalArgumentException("not a range of inputs: from=" + from + ", to=" + to + ", every=" + every
                    + "; accepted: from 1 to 'to', and 'every' from 1");
        }
    }

    /** The start must not have executed more than this: a snapshot with a higher sequence is of no use. */
    long startSequenceMax() {
        return from > 0 ? from - 1 : to;
    }

    /** Whether the digest at a sequence is to be told. */
    boolean isTold(long sequence) {
        return sequence == to || sequence >= from && sequence <= to && sequence % every == 0;
    }
}
