package io.dsfm.maelstrom.workload.tree;

import io.dsfm.maelstrom.workload.store.Key;
import io.dsfm.maelstrom.workload.store.StateDigest;
import org.jspecify.annotations.Nullable;

/**
 * A whole state; never changed.
 *
 * @param sum what all entries contribute to the digest
 */
record State(Treap<byte[]> registers, Treap<SharedList> lists, Treap<Long> numbers, long sum) {

    static final State EMPTY = new State(new Treap<>(), new Treap<>(), new Treap<>(), 0);

    State withRegister(Key key, byte[] value) {
        byte @Nullable [] before = registers.get(key);
        long less = before == null ? 0 : StateDigest.ofRegister(key, before);
        return new State(registers.put(key, value), lists, numbers, sum - less + StateDigest.ofRegister(key, value));
    }

    State withItem(Key key, byte[] item) {
        SharedList before = lists.get(key);
        long less = before == null ? 0 : StateDigest.ofList(key, before.chain());
        SharedList after = (before == null ? new SharedList() : before).append(item);
        return new State(
                registers, lists.put(key, after), numbers, sum - less + StateDigest.ofList(key, after.chain()));
    }

    State withNumber(Key key, long number) {
        Long before = numbers.get(key);
        long less = before == null ? 0 : StateDigest.ofNumber(key, before);
        return new State(registers, lists, numbers.put(key, number), sum - less + StateDigest.ofNumber(key, number));
    }

    long digest() {
        return StateDigest.of(sum, (long) registers.size() + lists.size() + numbers.size());
    }
}
