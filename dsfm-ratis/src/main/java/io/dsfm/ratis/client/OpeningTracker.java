package io.dsfm.ratis.client;

import io.dsfm.ratis.proto.SessionOpened;
import java.util.ArrayList;
import java.util.List;

/**
 * Those who wait for the session to be open.
 *
 * <p>Threading: one thread; no clock.
 */
final class OpeningTracker {

    private List<Opening> waiting = new ArrayList<>();

    void add(Opening opening) {
        waiting.add(opening);
    }

    /** When someone's deadline passes. */
    long earliestDeadlineNanos() {
        long earliest = ClientClock.NEVER;
        for (Opening opening : waiting) {
            earliest = Math.min(earliest, opening.deadlineNanos);
        }
        return earliest;
    }

    /** Tells those who need not wait any longer. */
    void tell(ClientSession session, long nowNanos, String state) {
        SessionOpened opened = session.opened();
        String lost = session.lost();
        List<Opening> told = waiting;
        waiting = new ArrayList<>();
        for (Opening opening : told) {
            if (lost != null) {
                opening.completeExceptionally(new SessionLostException(lost));
            } else if (opened != null) {
                opening.complete(opened.getLastRequestNumber());
            } else if (opening.deadlineNanos <= nowNanos) {
                opening.completeExceptionally(
                        new RefusedException("deadline passed before the session was open: " + state));
            } else {
                waiting.add(opening);
            }
        }
    }

    void close() {
        waiting.forEach(opening -> opening.completeExceptionally(new RefusedException("client is closed")));
        waiting = new ArrayList<>();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
