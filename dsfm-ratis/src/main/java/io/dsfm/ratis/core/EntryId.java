package io.dsfm.ratis.core;

/**
 * Which entry of the log: in one term there is one leader, and it appends one entry at an index, so equal ids are equal
 * entries, with equal logs before them (Raft §5.3, log matching).
 *
 * <p>The order is that in which Raft compares logs by their last entries (§5.4.1): by term, then by index.
 *
 * @param term of the leader that appended it
 * @param index its place in the log, from 1
 */
public record EntryId(long term, long index) implements Comparable<EntryId> {

    /** Before the first entry. */
    public static final EntryId NONE = new EntryId(0, 0);

    @Override
    public int compareTo(EntryId other) {
        int byTerm = Long.compare(term, other.term);
        return byTerm != 0 ? byTerm : Long.compare(index, other.index);
    }

    /** The newer of two, in the order of logs. */
    public static EntryId newest(EntryId one, EntryId other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
