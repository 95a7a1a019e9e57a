package io.dsfm.ratis.peer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * When a leader sends what it appends to the other nodes, where its answers do not wait for them: after the answer, and not
 * too often. Sending at once, one entry at a time, would only make the answers later.
 *
 * <p>Threading: any thread; one at a time is between {@link #begin} and {@link #end}.
 *
 * <p>Failure: what is held back and never let go is sent with the next heartbeat.
 */
public final class SendHold {

    /** Everything is sent at once. */
    public static final SendHold NONE = new SendHold(null);

    private final @Nullable Duration pause;
    private final List<Runnable> senders = new CopyOnWriteArrayList<>();
    private final AtomicLong urgent = new AtomicLong();
    private volatile @Nullable Thread holder;
    /** Since {@link #begin}. */
    private volatile boolean isLetGo;
    /** Of what the holder appends; its own. */
    private boolean isUrgent;

    private SendHold(@Nullable Duration pause) {
        this.pause = pause;
    }

    /** Entries are sent after they were answered, to each node no more often than every {@code pause}. */
    public static SendHold every(Duration pause) {
        return new SendHold(pause);
    }

    /**
     * What this thread appends from now on is held back.
     *
     * @param urgently only until {@link #end}: somebody waits for the other nodes
     */
    public void begin(boolean urgently) {
        if (pause == null) {
            return;
        }
        isUrgent = urgently;
        isLetGo = false;
        holder = Thread.currentThread();
    }

    /**
     * What was appended may be sent, by whoever lets it go; if that was done too early, or it is urgent, by this thread now. It
     * counts as urgent when it is in the log, and not before: a sender that is just at work would take it for sent.
     */
    public void end() {
        if (holder == Thread.currentThread()) {
            boolean sends = isLetGo || isUrgent;
            if (isUrgent) {
                urgent.incrementAndGet();
            }
            holder = null;
            if (sends) {
                send();
            }
        }
    }

    /** Sends what was held back, if it is time. */
    public void letGo() {
        if (pause != null) {
            isLetGo = true;
            send();
        }
    }

    private void send() {
        senders.forEach(Runnable::run);
    }

    boolean isHeld() {
        return holder == Thread.currentThread();
    }

    /** Whether what comes meanwhile waits for the answer to what was sent, and for its time. */
    boolean isPaced() {
        return pause != null;
    }

    long pauseNanos() {
        return pause == null ? 0 : pause.toNanos();
    }

    /** Goes up with each entry that must not wait. */
    long urgent() {
        return urgent.get();
    }

    void add(Runnable sender) {
        if (pause != null) {
            senders.add(sender);
        }
    }
}
