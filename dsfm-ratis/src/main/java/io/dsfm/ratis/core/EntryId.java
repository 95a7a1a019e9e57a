package io.dsfm.ratis.core;

/**
 * Which entry of the log is meant: two logs that hold the same id hold the same entries up to it (Raft §5.3).
 *
 * @param term in which it was appended
 * @param index its place in the log
 */
public record EntryId(long term, long index) {

    /** Before the first entry. */
    public static final EntryId NONE = new EntryId(0, 0);
}
