package io.dsfm.ratis.gateway;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The connections that are open, and how many there may be.
 *
 * <p>Threading: any.
 */
final class Connections {

    /** How many connections above the limit are told so; those beyond are closed without a word. */
    private static final int TURNED_AWAY = 256;

    private final int limit;
    private final AtomicInteger count = new AtomicInteger();
    private final Set<ConnectionAdapter> open = ConcurrentHashMap.newKeySet();

    /** What becomes of a new connection. */
    enum Admission {
        /** It is served. */
        TAKEN,
        /** It is told that there is no room, and closed. */
        FULL,
        /** It is closed. */
        OVERRUN
    }

    Connections(int limit) {
        this.limit = limit;
    }

    Admission add(ConnectionAdapter connection) {
        int after = count.incrementAndGet();
        open.add(connection);
        if (after <= limit) {
            return Admission.TAKEN;
        }
        return after <= limit + TURNED_AWAY ? Admission.FULL : Admission.OVERRUN;
    }

    void remove(ConnectionAdapter connection) {
        if (open.remove(connection)) {
            count.decrementAndGet();
        }
    }

    AtomicInteger count() {
        return count;
    }

    void forEach(Consumer<ConnectionAdapter> action) {
        open.forEach(action);
    }
}
