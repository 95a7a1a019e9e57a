package io.dsfm.ratis.core;

/**
 * The last result that left for good, at level {@code committed} or {@code covered}: what a new leader must have executed.
 *
 * @param term of the leader that released it, which is that of its entry or a later one
 * @param index of its entry, inclusive; 0 for none
 * @param sequence of the result, inclusive; 0 for none
 */
public record Watermark(long term, long index, long sequence) {

    /** Nothing has left. */
    public static final Watermark NONE = new Watermark(0, 0, 0);

    /** Whether this one demands more. */
    boolean isAbove(Watermark other) {
        return index > other.index || index == other.index && sequence > other.sequence;
    }
}
