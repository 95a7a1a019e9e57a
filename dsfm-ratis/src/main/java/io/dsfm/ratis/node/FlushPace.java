package io.dsfm.ratis.node;

import io.dsfm.ratis.core.Input;
import io.dsfm.ratis.core.InputBatch;
import io.dsfm.ratis.core.ReleaseLevel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * When the log is forced to disk, where results do not wait for that: not after each entry, but once for all that has come
 * within a pause. An entry that somebody wants on disk ends the pause, and there is none while a new leader gets ready: it is when its
 * first entry is on the disks of a majority, and everybody waits for that.
 *
 * <p>Threading: one thread forces the log and waits here; any other may tell of what is appended, or end it.
 *
 * <p>Invariant: nothing is waited for longer than the pause.
 */
final class FlushPace {

    /** The log is forced at once. */
    static final FlushPace NONE = new FlushPace(Duration.ZERO);

    private static final long NONE_AWAITED = 0;

    private final long pauseNanos;
    /** Of the newest entry that is wanted on disk. */
    private volatile long wantedIndex;
    /** Up to here, inclusive, the log was forced or is just being. Written by the thread that forces. */
    private volatile long forcedIndex;

    private volatile @Nullable Thread waiting;
    /** Of the newest committed entry. */
    private volatile long committedTerm;
    /** The term whose leader is getting ready; {@link #NONE_AWAITED} for none. */
    private final AtomicLong awaitedTerm = new AtomicLong(NONE_AWAITED);

    private volatile boolean isEnded;

    FlushPace(Duration pause) {
        pauseNanos = pause.toNanos();
    }

    /** An entry is being appended; before it is handed to the thread that forces it. */
    void onAppended(InputBatch batch) {
        if (pauseNanos > 0 && isWanted(batch)) {
            wantedIndex = batch.index();
            LockSupport.unpark(waiting);
        }
    }

    /** Whether results of it wait until it is committed, whatever the group's level is. */
    private static boolean isWanted(InputBatch batch) {
        for (Input input : batch.inputs()) {
            if (input instanceof Input.OpenSession
                    || input instanceof Input.Submit submit && submit.level() == ReleaseLevel.COMMITTED) {
                return true;
            }
        }
        return false;
    }

    /** Waits until it is time to force what is written, which is everything up to {@code writtenIndex}. */
    void await(long writtenIndex) {
        if (pauseNanos == 0) {
            return;
        }
        long startNanos = System.nanoTime();
        waiting = Thread.currentThread();
        long restNanos = pauseNanos;
        while (restNanos > 0
                && !isEnded
                && awaitedTerm.get() == NONE_AWAITED
                && wantedIndex <= forcedIndex
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, restNanos);
            restNanos = pauseNanos - (System.nanoTime() - startNanos);
        }
        waiting = null;
        forcedIndex = writtenIndex;
    }

    /** Another node leads, this one perhaps: the log is forced at once until an entry of {@code term} is committed. */
    void onLeaderChanged(long term) {
        if (term > committedTerm) {
            awaitedTerm.set(term);
            if (term <= committedTerm) {
                awaitedTerm.compareAndSet(term, NONE_AWAITED); // just now
            }
            LockSupport.unpark(waiting);
        }
    }

    /** An entry of this term is committed; by one thread at a time. */
    void onCommitted(long term) {
        if (term > committedTerm) {
            committedTerm = term;
            long awaited = awaitedTerm.get();
            if (awaited <= term) {
                awaitedTerm.compareAndSet(awaited, NONE_AWAITED);
            }
        }
    }

    /** The log is forced at once from now on: the node stops. */
    void end() {
        isEnded = true;
        LockSupport.unpark(waiting);
    }
}
