package io.dsfm.ratis.client;

import io.dsfm.ratis.stream.StreamResult;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Results between the connection and the one who takes them.
 *
 * <p>Threading: any; guarded by itself. The window that the node was given bounds what waits.
 *
 * <p>Invariants: {@code nextSequence} is one above the last result taken, or above what was passed over behind it.
 */
final class StreamBuffer {

    /** A result, or the sequence ({@link Long}) up to which everything before was passed over, exclusive. */
    private final ArrayDeque<Object> items = new ArrayDeque<>();

    private long windowBytes;
    /** Taken, and not given to the node as credit. */
    private long takenBytes;
    /** In {@code items}. */
    private long waitingBytes;
    /** Somebody is about to give credit. */
    private boolean isClaimed;

    private long nextSequence;
    private @Nullable StreamEndedException end;

    StreamBuffer(long nextSequence, int windowBytes) {
        this.nextSequence = nextSequence;
        this.windowBytes = windowBytes;
    }

    synchronized void add(StreamResult result) {
        if (end == null) {
            items.add(result);
            waitingBytes += result.encoded().length;
            notifyAll();
        }
    }

    /** Nothing below {@code sequence} comes any more. */
    synchronized void pass(long sequence) {
        if (items.peekLast() instanceof Long) {
            items.pollLast();
        }
        items.add(sequence);
        notifyAll();
    }

    /** Nothing comes any more; the first reason counts. */
    synchronized void end(StreamEndedException reason) {
        if (end == null) {
            end = reason;
            notifyAll();
        }
    }

    synchronized boolean hasEnded() {
        return end != null;
    }

    /** The next result, or null if none came in time; throws when everything was taken and it has ended. */
    synchronized @Nullable StreamResult take(Duration timeout) throws InterruptedException {
        long deadlineNanos = ClientClock.after(timeout);
        while (true) {
            Object item = items.poll();
            if (item instanceof StreamResult result) {
                waitingBytes -= result.encoded().length;
                takenBytes += result.encoded().length;
                nextSequence = result.sequence() + 1;
                return result;
            }
            if (item instanceof Long passed) {
                nextSequence = Math.max(nextSequence, passed);
                continue;
            }
            if (end != null) {
                throw end;
            }
            long leftMillis = (deadlineNanos - ClientClock.nanos() + 999_999) / 1_000_000;
            if (leftMillis <= 0) {
                return null;
            }
            wait(leftMillis);
        }
    }

    /** What has come and was not taken. */
    synchronized long waitingBytes() {
        return waitingBytes;
    }

    synchronized long nextSequence() {
        return nextSequence;
    }

    /** A node is asked anew: how many bytes it may send. */
    synchronized long restart(int window) {
        windowBytes = window;
        takenBytes = 0;
        isClaimed = false;
        return Math.max(0, window - waitingBytes);
    }

    /** The node never has more credit than this. */
    synchronized void limitWindow(long bytes) {
        windowBytes = Math.min(windowBytes, bytes);
    }

    /** Whether so much was taken that the caller is to see to it that the node is told. */
    synchronized boolean tryClaimCredit() {
        boolean isDue = !isClaimed && takenBytes > 0 && takenBytes >= windowBytes / 4;
        isClaimed |= isDue;
        return isDue;
    }

    /** How many bytes the node may send in place of those taken; counted as given now. */
    synchronized long giveCredit() {
        long bytes = takenBytes;
        takenBytes = 0;
        isClaimed = false;
        return bytes;
    }
}
