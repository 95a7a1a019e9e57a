package io.dsfm.ratis.client;

import java.util.concurrent.TimeUnit;

/**
 * Tells whether the leader still does its work: it may be gone without a word (its machine off, its process suspended), or
 * cut off from its group without knowing. So silence is answered by a ping, an unanswered ping by asking the other nodes,
 * and a long time without any answer by asking them and sending everything again.
 *
 * <p>Threading: one thread; no clock.
 */
final class LeaderWatch {

    /** With answers due: after so long without a word the leader is pinged ... */
    private static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    /** ... and after so long without an answer to that, the others are asked. */
    private static final long SUSPICION_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** With answers due: after so long without one, the others are asked and everything is sent again. */
    private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(3);
    /** Without answers due: how often the leader is pinged. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** What is to be done. */
    enum Finding {
        /** Nothing. */
        WELL,
        /** It is to be pinged. */
        SILENT,
        /** The others are to be asked. */
        SUSPECT,
        /** The others are to be asked, and everything is to be sent again. */
        STALLED
    }

    private boolean due;
    /** When the last answer came, or, if none was due then, when one became due. */
    private long progressNanos;

    /** Whether answers are due. */
    void onDue(boolean answersDue, long nowNanos) {
        if (answersDue && !due) {
            progressNanos = nowNanos;
        }
        due = answersDue;
    }

    boolean isDue() {
        return due;
    }

    /** An answer came, or everything was sent again. */
    void onProgress(long nowNanos) {
        progressNanos = nowNanos;
    }

    Finding check(NodeLink leader, boolean searching, long nowNanos) {
        if (due && nowNanos >= progressNanos + STALL_NANOS) {
            return Finding.STALLED;
        }
        if (nowNanos < checkNanos(leader, searching)) {
            return Finding.WELL;
        }
        return leader.askedNanos() == NodeLink.NOT_ASKED ? Finding.SILENT : Finding.SUSPECT;
    }

    /** When {@link #check} finds something. */
    long dueNanos(NodeLink leader, boolean searching) {
        long check = checkNanos(leader, searching);
        return due ? Math.min(check, progressNanos + STALL_NANOS) : check;
    }

    private long checkNanos(NodeLink leader, boolean searching) {
        if (leader.askedNanos() == NodeLink.NOT_ASKED) {
            return due
                    ? Math.max(leader.heardNanos(), progressNanos) + SILENCE_NANOS
                    : leader.heardNanos() + IDLE_NANOS;
        }
        return due && !searching ? leader.askedNanos() + SUSPICION_NANOS : ClientClock.NEVER;
    }
}
