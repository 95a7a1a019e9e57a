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
import java.util.concurrent.RejectedExecutionException;

/**
 * One client's connection as the node sees it: takes what is released and hands it to the connection's event loop, one
 * task for each {@link #flush}.
 *
 * the event loop with the list; {@link #gone} only becomes true, by any
 * thread.
 */
final class Connection implements OutcomeSink {

    private final Channel channel;
    private final ConnectionPublisher publisher;
    private final SubmitGate gate;
    private List<Outcome> released = new ArrayList<>();
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
        long bytes = ConnectionPublisher.sizeBytes(outcome);
        if (publisher.reserve(bytes)) {
            released.add(outcome);
        } else {
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

    /** Runs on the event loop, if that still runs. */
    void execute(Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            gone = true;
        }
    }

    private void send(NodeFrame frame) {
        publisher.send(frame);
        channel.flush();
    }
}
