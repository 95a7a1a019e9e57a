package io.dsfm.maelstrom.workload.store;

import io.dsfm.statemachine.Digest64;

/**
 * The digest of a state: that of the sum of what each entry contributes, and of the number of entries. A variant adds and
 * takes away as entries change.
 */
public final class StateDigest {

    private static final long REGISTER = 1;
    private static final long LIST = 2;
    private static final long NUMBER = 3;

    /** The chain of a list without items. */
    public static final long EMPTY_CHAIN = Digest64.EMPTY;

    private StateDigest() {}

    /** What a register contributes. */
    public static long ofRegister(Key key, byte[] value) {
        return entry(REGISTER, key, Digest64.of(value));
    }

    /** What a list with this chain contributes. */
    public static long ofList(Key key, long chain) {
        return entry(LIST, key, chain);
    }

    /** What a number contributes. */
    public static long ofNumber(Key key, long number) {
        return entry(NUMBER, key, Digest64.mix(number));
    }

    /** The chain of a list that goes on with the item. */
    public static long chain(long chain, byte[] item) {
        return Digest64.append(chain, item, 0, item.length);
    }

    /** The digest of a state with so many entries, whose contributions have this sum. */
    public static long of(long sum, long entries) {
        return Digest64.append(Digest64.append(Digest64.EMPTY, sum), entries);
    }

    private static long entry(long kind, Key key, long content) {
        long head = Digest64.append(Digest64.append(Digest64.EMPTY, kind), key.space());
        return Digest64.append(Digest64.append(head, key.name(), 0, key.name().length), content);
    }
}
