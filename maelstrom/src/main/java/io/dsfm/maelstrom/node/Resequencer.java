package io.dsfm.maelstrom.node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Puts one sender's numbered messages back into order: one that came too early waits a little for those before it. One that
 * comes after its turn is given late, one that comes twice is given once.
 *
 * <p>Raft does without order, but not as fast: a follower refuses entries that come before their predecessors.
 *
 * <p>Threading: one thread at a time; no clock.
 *
 * <p>Invariants: what waits has numbers above {@code next}; at most {@link #HELD} messages wait. Of numbers more than {@link
 * #REMEMBERED} below {@code next} it is not known whether they came: they are dropped.
 */
final class Resequencer<T> {

    /** Nothing waits. */
    static final long NEVER = Long.MAX_VALUE;

    static final int REMEMBERED = 4_096;
    static final int HELD = 1_024;

    /** Nothing came yet; numbers are above it. */
    private static final long NONE = 0;

    private final long holdNanos;
    private final NavigableMap<Long, Held<T>> held = new TreeMap<>();
    private final long[] given = new long[REMEMBERED];
    private long next = NONE;

    private record Held<T>(T message, long untilNanos) {}

    /** Messages wait at most so long. */
    Resequencer(long holdNanos) {
        this.holdNanos = holdNanos;
        Arrays.fill(given, NONE);
    }

    /**
     * A message came.
     *
     * @param number above 0
     * @return what is to be given now, in order
     */
    List<T> offer(long number, T message, long nowNanos) {
        if (next == NONE) {
            next = number; // what was before this, if anything, is late
        }
        if (number <= next - REMEMBERED || given[slot(number)] == number || held.containsKey(number)) {
            return List.of();
        }
        if (number < next) {
            given[slot(number)] = number;
            return List.of(message);
        }
        held.put(number, new Held<>(message, nowNanos + holdNanos));
        if (held.size() > HELD) {
            next = held.firstKey();
        }
        return take();
    }

    /** Time has passed: gives what has waited long enough, and what follows it. */
    List<T> expire(long nowNanos) {
        List<T> taken = new ArrayList<>();
        while (dueNanos() <= nowNanos) {
            next = held.firstKey();
            taken.addAll(take());
        }
        return taken;
    }

    /** When the next message has waited long enough; {@link #NEVER} if none waits. */
    long dueNanos() {
        return held.values().stream().mapToLong(Held::untilNanos).min().orElse(NEVER);
    }

    private List<T> take() {
        List<T> taken = new ArrayList<>();
        for (Map.Entry<Long, Held<T>> first = held.firstEntry();
                first != null && first.getKey() == next;
                first = held.firstEntry()) {
            held.pollFirstEntry();
            given[slot(next)] = next;
            next++;
            taken.add(first.getValue().message());
        }
        return taken;
    }

    private static int slot(long number) {
        return (int) (number % REMEMBERED);
    }
}
