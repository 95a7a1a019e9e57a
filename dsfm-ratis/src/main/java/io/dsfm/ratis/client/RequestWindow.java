package io.dsfm.ratis.client;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The numbered requests of a session that are not settled, and which of them is to be sent next.
 *
 * <p>Numbers have no gaps. Requests are sent in order of number; whatever is found to have been refused is sent again,
 * before everything above it.
 *
 * <p>Threading: one thread; no clock, no network.
 *
 * <p>Invariants: {@code lowest <= cursor <= next <= lowest + span}. Every unsettled request below the cursor is under way.
 * A request that may be in the log stays so marked until it is settled.
 */
final class RequestWindow {

    private final Request @Nullable [] ring;
    private final int mask;
    private final int span;
    /** The lowest number that is not settled; inclusive. */
    private long lowest;
    /** The number to look at next for sending. */
    private long cursor;
    /** The number that the next request gets. */
    private long next;

    private long sends;

    /**
     * Starts empty.
     *
     * @param lastRequestNumber the highest number that the group has executed for the client, 0 for none
     * @param span the most numbers from the lowest unsettled one to the highest, both inclusive
     */
    RequestWindow(long lastRequestNumber, int span) {
        int capacity = Integer.highestOneBit(Math.max(1, span - 1)) << 1;
        ring = new Request[capacity];
        mask = capacity - 1;
        this.span = span;
        lowest = lastRequestNumber + 1;
        cursor = lowest;
        next = lowest;
    }

    boolean hasRoom() {
        return next - lowest < span;
    }

    boolean isEmpty() {
        return lowest == next;
    }

    /** Answers up to this number are no longer needed. */
    long acknowledgedThrough() {
        return lowest - 1;
    }

    /** Gives a request the next number. */
    void add(Request request) {
        if (!hasRoom()) {
            throw new IllegalStateException("window is full: lowest=" + lowest + ", next=" + next + ", span=" + span);
        }
        request.requestNumber = next;
        ring[(int) next & mask] = request;
        next++;
    }

    /** The request that is to be sent next, null if all are under way. The same until {@link #onSent}. */
    @Nullable
    Request toSend() {
        for (; cursor < next; cursor++) {
            Request request = ring[(int) cursor & mask];
            if (request != null && !request.underWay) {
                return request;
            }
        }
        return null;
    }

    /** What {@link #toSend} gave was sent. */
    void onSent(Request request) {
        if (request.requestNumber != cursor) {
            throw new IllegalStateException(
                    "sent out of order: requestNumber=" + request.requestNumber + ", cursor=" + cursor);
        }
        request.underWay = true;
        request.sendStamp = ++sends;
        cursor++;
    }

    /** The unsettled request of this number; null if there is none. */
    @Nullable
    Request get(long number) {
        return number >= lowest && number < next ? ring[(int) number & mask] : null;
    }

    /** What became of the number is known for good. Returns its request; null if it was known before. */
    @Nullable
    Request settle(long number) {
        Request request = get(number);
        if (request == null) {
            return null;
        }
        ring[(int) number & mask] = null;
        while (lowest < next && ring[(int) lowest & mask] == null) {
            lowest++;
        }
        cursor = Math.max(cursor, lowest);
        return request;
    }

    /** One sending did not get into the log. Returns whether the request is to be sent again. */
    boolean onRefused(long number) {
        Request request = get(number);
        if (request == null || !request.underWay) {
            return false;
        }
        request.underWay = false;
        cursor = Math.min(cursor, number);
        return true;
    }

    /** What became of one sending will not be told: it is to be sent again. */
    void onUnknown(long number) {
        Request request = get(number);
        if (request != null && request.underWay) {
            becomeUnknown(request);
        }
    }

    /**
     * One sending was not executed because the group waits for a lower number: everything from that number on that was
     * sent before did not arrive either, and is to be sent again.
     */
    void onOutOfOrder(long number, long expectedNumber) {
        Request request = get(number);
        if (request == null || !onRefused(number)) {
            return;
        }
        for (long lower = number - 1; lower >= Math.max(lowest, expectedNumber); lower--) {
            Request earlier = ring[(int) lower & mask];
            if (earlier != null) {
                if (!earlier.underWay || earlier.sendStamp > request.sendStamp) {
                    // From here down all are sent again already.
                    return;
                }
                becomeUnknown(earlier);
            }
        }
    }

    /** What became of everything under way will not be told: all is to be sent again. */
    void restart() {
        forEach(request -> {
            if (request.underWay) {
                becomeUnknown(request);
            }
        });
        cursor = lowest;
    }

    /** Visits the unsettled requests in order of number. */
    void forEach(Consumer<Request> action) {
        for (long number = lowest; number < next; number++) {
            Request request = ring[(int) number & mask];
            if (request != null) {
                action.accept(request);
            }
        }
    }

    private void becomeUnknown(Request request) {
        request.underWay = false;
        request.mayBeInLog = true;
        cursor = Math.min(cursor, request.requestNumber);
    }

    /** Checks the invariants, by a walk over everything. */
    void validate() {
        if (lowest > cursor || cursor > next || next - lowest > span) {
            throw new IllegalStateException(
                    "window broken: lowest=" + lowest + ", cursor=" + cursor + ", next=" + next + ", span=" + span);
        }
        for (long number = lowest; number < cursor; number++) {
            Request request = ring[(int) number & mask];
            if (request != null && (!request.underWay || request.requestNumber != number)) {
                throw new IllegalStateException(
                        "request left behind: requestNumber=" + request.requestNumber + ", cursor=" + cursor);
            }
        }
    }
}
