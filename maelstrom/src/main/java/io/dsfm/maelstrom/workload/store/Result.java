package io.dsfm.maelstrom.workload.store;

import java.util.List;

/** What one step gave. */
public sealed interface Result {

    /** It gives nothing. */
    record None() implements Result {}

    /** There is no such register or number. */
    record Absent() implements Result {}

    /** What a register holds. */
    record Value(byte[] bytes) implements Result {}

    /** A number, a sum or an index. */
    record Count(long number) implements Result {}

    /** Items of a list, or names. */
    record Sequence(List<byte[]> items) implements Result {
        /** Copies the list. */
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** For steps that give nothing. */
    Result NONE = new None();

    /** For what is not there. */
    Result ABSENT = new Absent();
}
