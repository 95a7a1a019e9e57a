package io.dsfm.ratis.gateway;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * How many bytes wait for all clients of a gateway together, and how many may.
 *
 * <p>Threading: any.
 *
 * <p>Invariants: as long as no more wait than may, each client may take what its own bound allows; beyond, none may take
 * more than its share. So never more than twice the limit waits, whatever the number of clients.
 */
final class WaitingBudget {

    /** Of the heap: what waits for clients lies beside it, in buffers that may take as much as the heap. */
    private static final int PART_OF_MEMORY = 4;

    private final long limitBytes;
    private final IntSupplier connections;
    private final AtomicLong waitingBytes = new AtomicLong();

    /**
     * @param limitBytes how much may wait before the slowest are disconnected
     * @param connections how many share it
     */
    WaitingBudget(long limitBytes, IntSupplier connections) {
        this.limitBytes = limitBytes;
        this.connections = connections;
    }

    /** One that fits this process. */
    static WaitingBudget ofMemory(IntSupplier connections) {
        return new WaitingBudget(Runtime.getRuntime().maxMemory() / PART_OF_MEMORY, connections);
    }

    /** Counts what begins to wait. */
    void add(long bytes) {
        waitingBytes.addAndGet(bytes);
    }

    /** Counts what has been sent, or never will be. */
    void subtract(long bytes) {
        waitingBytes.addAndGet(-bytes);
    }

    /** Whether one connection for which {@code bytes} wait may have them. */
    boolean allows(long bytes) {
        return waitingBytes.get() <= limitBytes || bytes <= shareBytes();
    }

    /** What a connection may have when there is too little for all. */
    long shareBytes() {
        return limitBytes / Math.max(1, connections.getAsInt());
    }

    long waitingBytes() {
        return waitingBytes.get();
    }

    long limitBytes() {
        return limitBytes;
    }
}
