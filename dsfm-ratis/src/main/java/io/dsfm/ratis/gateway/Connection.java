package io.dsfm.ratis.gateway;

import io.dsfm.ratis.proto.GoodbyeReason;
import io.dsfm.ratis.proto.Leader;
import io.dsfm.ratis.proto.LeaderChanged;
import io.dsfm.ratis.proto.NodeFrame;
import io.dsfm.ratis.proto.Outcome;
import io.dsfm.ratis.proto.Refusal;
import io.dsfm.ratis.proto.SessionOpened;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One client's connection as the node sees it: takes what is released and hands it to the connection's event loop, one
 * task for each {@link #flush}.
 *
 * <p>Threading: what is released comes from one thread at a time, the rest from any.
 *
 * <p>Invariants: everything is sent in the order in which it was given, whatever threads gave it; {@link #gone} only
 * becomes true.
 */
final class Connection implements OutcomeSink {

    private final Channel channel;
    private final ConnectionPublisher publisher;
    private final SubmitGate gate;
    /** For the event loop, in order: several threads add, it takes. */
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean isScheduled = new AtomicBoolean();
    private List<Outcome> released = new ArrayList<>();
    /** Of the last of them, so many bytes are not counted yet as waiting. */
    private long uncountedBytes;

    private List<SessionOpened> opened = new ArrayList<>();
    /** Nothing more is sent: the channel is closed or about to be. */
    private volatile boolean gone;

    Connection(Channel channel, ConnectionPublisher publisher, SubmitGate gate) {
        this.channel = channel;
        this.publisher = publisher;
        this.gate = gate;
    }

    /** Another connection sends for the client: nothing would come here any more, so the client is to come again. */
    void onReplaced(long clientId) {
        gone = true;
        execute(() -> publisher.goodbye(
                GoodbyeReason.REPLACED, "another connection sends for the client: clientId=" + clientId));
    }

    void onGone() {
        gone = true;
    }

    @Override
    public void onOutcome(Outcome outcome) {
        if (gone) {
            return;
        }
        released.add(outcome);
        uncountedBytes += ConnectionPublisher.sizeBytes(outcome);
        if (uncountedBytes >= ConnectionPublisher.BATCH_BYTES) {
            count();
        }
    }

    /** Counts what was released as waiting; that may be too much. */
    private void count() {
        long bytes = uncountedBytes;
        uncountedBytes = 0;
        if (!publisher.reserve(bytes)) {
            gone = true;
            released = List.of();
            execute(publisher::onTooSlow);
        }
    }

    @Override
    public void onSessionOpened(SessionOpened session) {
        if (!gone) {
            opened.add(session);
        }
    }

    @Override
    public void flush() {
        if (gone) {
            return;
        }
        if (!opened.isEmpty()) {
            List<SessionOpened> sessions = opened;
            opened = new ArrayList<>();
            execute(() -> sessions.forEach(session ->
                    send(NodeFrame.newBuilder().setSessionOpened(session).build())));
        }
        if (uncountedBytes > 0) {
            count();
        }
        if (!released.isEmpty()) {
            List<Outcome> outcomes = released;
            released = new ArrayList<>();
            execute(() -> publisher.sendReserved(outcomes));
        }
    }

    @Override
    public void onRefused(Refusal refusal) {
        execute(() -> {
            if (refusal.getClientId() != 0) {
                gate.onRefused(refusal.getClientId(), refusal.getRequestNumber());
            }
            send(NodeFrame.newBuilder().setRefusal(refusal).build());
        });
    }

    @Override
    public void onLeaderChanged(Leader leader) {
        execute(() -> send(NodeFrame.newBuilder()
                .setLeaderChanged(LeaderChanged.newBuilder().setLeader(leader))
                .build()));
    }

    /** Runs on the event loop, if that still runs, after what was given here before: at once, if this is the event loop. */
    void execute(Runnable task) {
        tasks.add(task);
        if (channel.eventLoop().inEventLoop()) {
            runTasks();
        } else if (!isScheduled.get() && isScheduled.compareAndSet(false, true)) {
            try {
                channel.eventLoop().execute(this::runScheduled);
            } catch (RejectedExecutionException e) {
                gone = true;
            }
        }
    }

    private void runScheduled() {
        isScheduled.set(false);
        runTasks();
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void send(NodeFrame frame) {
        publisher.send(frame);
        channel.flush();
    }
}
