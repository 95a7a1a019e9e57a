package io.dsfm.maelstrom.workload.hash;

import io.dsfm.maelstrom.workload.store.Key;
import io.dsfm.maelstrom.workload.store.StateDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The state: three tables, and what they contribute to the digest.
 *
 * <p>Threading: the instance's thread.
 */
final class Tables {

    private final Map<Key, byte[]> registers = new HashMap<>();
    private final Map<Key, GrowingList> lists = new HashMap<>();
    private final Map<Key, Long> numbers = new HashMap<>();
    private final UndoRecord undo;
    private long sum;

    /** A list, and the chain of digests at each of its lengths. */
    private static final class GrowingList {
        private final List<byte[]> items = new ArrayList<>();
        private final List<Long> chains = new ArrayList<>();
        private long bytes;

        long chain() {
            return chains.isEmpty() ? StateDigest.EMPTY_CHAIN : chains.get(chains.size() - 1);
        }
    }

    Tables(UndoRecord undo) {
        this.undo = undo;
    }

    byte @Nullable [] register(Key key) {
        return registers.get(key);
    }

    /** Of what it holds; 0 for none. */
    long registerBytes(Key key) {
        byte @Nullable [] held = registers.get(key);
        return held == null ? 0 : held.length;
    }

    void setRegister(Key key, byte[] value) {
        byte @Nullable [] before = registers.get(key);
        replaceRegister(key, value);
        undo.onChange(() -> replaceRegister(key, before));
    }

    private void replaceRegister(Key key, byte @Nullable [] value) {
        byte @Nullable [] before = value == null ? registers.remove(key) : registers.put(key, value);
        sum -= before == null ? 0 : StateDigest.ofRegister(key, before);
        sum += value == null ? 0 : StateDigest.ofRegister(key, value);
    }

    @Nullable
    Long number(Key key) {
        return numbers.get(key);
    }

    void setNumber(Key key, long number) {
        Long before = numbers.get(key);
        replaceNumber(key, number);
        undo.onChange(() -> replaceNumber(key, before));
    }

    private void replaceNumber(Key key, @Nullable Long number) {
        Long before = number == null ? numbers.remove(key) : numbers.put(key, number);
        sum -= before == null ? 0 : StateDigest.ofNumber(key, before);
        sum += number == null ? 0 : StateDigest.ofNumber(key, number);
    }

    /** Appends, and gives the new item's index. */
    int append(Key key, byte[] item) {
        GrowingList list = lists.computeIfAbsent(key, unknown -> new GrowingList());
        sum -= list.items.isEmpty() ? 0 : StateDigest.ofList(key, list.chain());
        list.chains.add(StateDigest.chain(list.chain(), item));
        list.items.add(item);
        list.bytes += item.length + 4L;
        sum += StateDigest.ofList(key, list.chain());
        undo.onChange(() -> removeLast(key));
        return list.items.size() - 1;
    }

    private void removeLast(Key key) {
        GrowingList list = lists.get(key);
        if (list == null) {
            throw new IllegalStateException("an item is to be taken from no list: key=" + key);
        }
        sum -= StateDigest.ofList(key, list.chain());
        byte[] item = list.items.remove(list.items.size() - 1);
        list.chains.remove(list.chains.size() - 1);
        list.bytes -= item.length + 4L;
        if (list.items.isEmpty()) {
            lists.remove(key);
        } else {
            sum += StateDigest.ofList(key, list.chain());
        }
    }

    /** The items of a list; not to be kept. */
    List<byte[]> items(Key key) {
        GrowingList list = lists.get(key);
        return list == null ? List.of() : list.items;
    }

    /** Those of a list's items, and 4 for each. */
    long listBytes(Key key) {
        GrowingList list = lists.get(key);
        return list == null ? 0 : list.bytes;
    }

    List<Key> registerKeys() {
        return List.copyOf(new TreeSet<>(registers.keySet()));
    }

    List<Key> listKeys() {
        return List.copyOf(new TreeSet<>(lists.keySet()));
    }

    List<Key> numberKeys() {
        return List.copyOf(new TreeSet<>(numbers.keySet()));
    }

    long digest() {
        return StateDigest.of(sum, (long) registers.size() + lists.size() + numbers.size());
    }

    void clear() {
        registers.clear();
        lists.clear();
        numbers.clear();
        sum = 0;
    }
}
