package io.dsfm.ratis.client;

import io.dsfm.ratis.client.ClientSession.Verdict;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.proto.ClientFrame;
import io.dsfm.ratis.proto.KeepAlive;
import io.dsfm.ratis.proto.Leader;
import io.dsfm.ratis.proto.NodeFrame;
import io.dsfm.ratis.proto.Outcome;
import io.dsfm.ratis.proto.Query;
import io.dsfm.ratis.proto.Refusal;
import io.dsfm.ratis.proto.SessionOpened;
import io.dsfm.ratis.proto.SubmitBatch;
import io.dsfm.ratis.tls.ClientTls;
import io.dsfm.ratis.wire.Transport;
import io.netty.channel.EventLoop;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a client does: keeps a link to the leader, sends what is queued, and takes what comes back to the session.
 *
 * <p>Threading: the client's event loop, for everything.
 */
final class ClientAgent implements NodeLink.Listener {

    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long SHORTEST_KEEP_ALIVE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Transport transport;
    private final EventLoop eventLoop;
    private final SubmitQueue queue;
    private final ClientSession session;
    private final QueryTracker queries = new QueryTracker();
    private final LeaderSearch search;
    private final Backoff pause;
    private final LeaderWatch watch = new LeaderWatch();
    private final OpeningTracker openings = new OpeningTracker();
    private final Alarm alarm;
    /** Where requests are sent; null while there is no leader. */
    private @Nullable NodeLink leader;
    /** Where they were sent last: answers from elsewhere are about nothing. */
    private @Nullable NodeLink source;

    private boolean openingSent;
    /** Nothing is sent before this. */
    private long pausedUntilNanos;
    /** When the session was last heard of by the group. */
    private long submittedNanos;

    private boolean closed;

    ClientAgent(
            Transport transport,
            EventLoop eventLoop,
            ClientOptions options,
            SubmitQueue queue,
            ClientSession session,
            Random random) {
        this.transport = transport;
        this.eventLoop = eventLoop;
        this.queue = queue;
        this.session = session;
        alarm = new Alarm(eventLoop, this::onTimer);
        search =
                new LeaderSearch(options.addresses(), random, address -> open(address, options.group(), options.tls()));
        pause = new Backoff(random, LONGEST_PAUSE_NANOS);
    }

    private NodeLink open(HostPort address, String group, @Nullable ClientTls tls) {
        return NodeLink.open(transport, eventLoop, address, group, tls, this, ClientClock.nanos());
    }

    void start() {
        search.start(ClientClock.nanos());
        onTimer();
    }

    /** Something was queued. */
    void onQueued() {
        if (!closed) {
            queue.drain(session::add);
            afterEvent();
        }
    }

    void ask(Question question) {
        if (closed) {
            question.completeExceptionally(new RefusedException("client is closed"));
            return;
        }
        queries.add(question);
        afterEvent();
    }

    void await(Opening opening) {
        openings.add(opening);
        if (closed) {
            openings.close();
        }
        afterEvent();
    }

    void close() {
        if (!closed) {
            closed = true;
            session.close();
            queries.close();
            openings.close();
            search.close();
            alarm.cancel();
        }
    }

    @Override
    public void onFrame(NodeLink link, NodeFrame frame) {
        switch (frame.getKindCase()) {
            case WELCOME -> {
                search.onWelcome(link, frame.getWelcome());
                if (!link.isOpen()) {
                    return; // one to the same node is there already
                }
                onWelcome(link, frame.getWelcome().getLeader());
                return;
            }
            case LEADER_CHANGED ->
                onLeaderChanged(link, frame.getLeaderChanged().getLeader());
            case REFUSAL -> onRefusal(link, frame.getRefusal());
            case OUTCOMES -> {
                if (link == source) {
                    onProgress();
                    for (Outcome outcome : frame.getOutcomes().getOutcomesList()) {
                        session.onOutcome(outcome);
                    }
                }
            }
            case SESSION_OPENED -> onSessionOpened(frame.getSessionOpened());
            case ANSWER -> {
                onProgress();
                queries.onAnswer(frame.getAnswer());
            }
            default -> {
                // Pong, and what this client has not asked for: a sign of life.
            }
        }
        if (link == leader && search.isSearching()) {
            search.stop(link);
        }
    }

    @Override
    public void onReadComplete(NodeLink link) {
        afterEvent();
    }

    @Override
    public void onWritable(NodeLink link) {
        afterEvent();
    }

    @Override
    public void onClosed(NodeLink link, String reason) {
        if (closed) {
            return;
        }
        long now = ClientClock.nanos();
        if (link == leader) {
            search.start(now);
            leader = null;
        }
        search.onClosed(link, reason, now);
        alarm.set(dueNanos(now), now);
    }

    /**
     * A node said of itself, at first or asked, who leads. While a leader is there nobody is asked: it is of a link that was just
     * made, and may be older than what is known; a node that is elected after it says so unasked.
     */
    private void onWelcome(NodeLink link, Leader named) {
        if (leader == null || link == leader || search.isSearching()) {
            onLeader(link, named);
        } else {
            search.learn(named);
        }
    }

    /** A node said who leads. */
    private void onLeader(NodeLink link, Leader named) {
        search.learn(named);
        if (!isItself(link, named) || isReachedOtherwise(link)) {
            return;
        }
        session.onMaxInput(link.welcome().getMaxInputBytes());
        if (link != leader) {
            NodeLink before = source;
            leader = link;
            source = link;
            pause.reset(); // what it refused before it led says nothing of now
            pausedUntilNanos = 0;
            restart();
            search.stop(link);
            if (before != null && before != link) {
                // That node would send what it learns of this client's requests there: it is to have a link without
                // any.
                before.close("not needed");
            }
        } else if (!watch.isDue()) {
            search.stop(link);
        }
    }

    /**
     * A node tells of a change. The one that leads tells so when it is elected, and again when it is ready: what it was sent in
     * between waits there. One that has ceased to lead says so first, also if it leads again later.
     */
    private void onLeaderChanged(NodeLink link, Leader named) {
        if (link == leader && !isItself(link, named)) {
            loseLeader();
        }
        onLeader(link, named);
    }

    private static boolean isItself(NodeLink link, Leader named) {
        return link.welcome() != null
                && !named.getNode().isEmpty()
                && named.getNode().equals(link.welcome().getNode());
    }

    /** The same node, by another of its addresses, has what was sent. */
    private boolean isReachedOtherwise(NodeLink link) {
        return leader != null
                && leader != link
                && leader.isOpen()
                && leader.askedNanos() == NodeLink.NOT_ASKED
                && leader.welcome().getNode().equals(link.welcome().getNode());
    }

    private void loseLeader() {
        leader = null;
        search.start(ClientClock.nanos());
    }

    private void onSessionOpened(SessionOpened opened) {
        if (session.onOpened(opened)) {
            onProgress();
        }
    }

    private void onRefusal(NodeLink link, Refusal refusal) {
        if (link != source) {
            return;
        }
        search.learn(refusal.getLeader());
        Verdict verdict;
        if (refusal.getRequestNumber() != 0) {
            verdict = session.onRefused(refusal);
        } else if (session.opened() == null
                && refusal.getCorrelationId() == session.opening().getCorrelationId()) {
            verdict = onOpeningRefused(refusal);
        } else {
            verdict = queries.onRefused(refusal);
        }
        long now = ClientClock.nanos();
        if (verdict == Verdict.WAIT && pausedUntilNanos <= now) {
            pausedUntilNanos = now + pause.nextNanos();
        } else if (verdict == Verdict.FIND_LEADER && link == leader) {
            loseLeader();
        }
    }

    private Verdict onOpeningRefused(Refusal refusal) {
        openingSent = false;
        switch (refusal.getReason()) {
            case NOT_LEADER -> {
                return Verdict.FIND_LEADER;
            }
            case INVALID, TOO_LARGE -> {
                session.lose("session refused: reason=" + refusal.getReason() + ", detail=" + refusal.getDetail());
                return Verdict.GO_ON;
            }
            default -> {
                return Verdict.WAIT;
            }
        }
    }

    private void onProgress() {
        watch.onProgress(ClientClock.nanos());
        pause.reset();
        search.onProgress();
    }

    /** What was sent may be lost. */
    private void restart() {
        openingSent = false;
        session.restart();
        queries.restart();
    }

    private void onTimer() {
        long now = ClientClock.nanos();
        session.expire(now, state());
        queries.expire(now, state());
        NodeLink link = leader;
        if (link != null) {
            watch(link, now);
        }
        search.onTimer(now);
        afterEvent();
    }

    private void watch(NodeLink link, long nowNanos) {
        switch (watch.check(link, search.isSearching(), nowNanos)) {
            case SILENT -> link.ping(nowNanos);
            case SUSPECT -> search.start(nowNanos);
            case STALLED -> {
                search.start(nowNanos);
                restart();
                watch.onProgress(nowNanos);
            }
            default -> {
                // Well.
            }
        }
        SessionOpened opened = session.opened();
        if (opened != null && session.lost() == null && nowNanos >= keepAliveNanos(opened)) {
            submittedNanos = nowNanos;
            link.send(ClientFrame.newBuilder()
                    .setKeepAlive(KeepAlive.newBuilder()
                            .setClientId(opened.getClientId())
                            .setSessionId(opened.getSessionId()))
                    .build());
            link.flush();
        }
    }

    private long keepAliveNanos(SessionOpened opened) {
        return submittedNanos + Math.max(SHORTEST_KEEP_ALIVE_NANOS, opened.getTimeoutNanos() / 3);
    }

    private void afterEvent() {
        if (closed) {
            return;
        }
        long now = ClientClock.nanos();
        if (!openings.isEmpty()) {
            openings.tell(session, now, state());
        }
        watch.onDue(session.hasWork() || !queries.isEmpty(), now);
        send(now);
        alarm.set(dueNanos(now), now);
    }

    private void send(long nowNanos) {
        NodeLink link = leader;
        if (link == null || nowNanos < pausedUntilNanos) {
            return;
        }
        boolean written = false;
        if (session.opened() == null && session.lost() == null && !openingSent) {
            openingSent = true;
            link.send(ClientFrame.newBuilder().setOpenSession(session.opening()).build());
            written = true;
        }
        while (link.isWritable()) {
            SubmitBatch batch = session.lost() == null ? session.nextBatch() : null;
            if (batch == null) {
                break;
            }
            link.send(ClientFrame.newBuilder().setSubmit(batch).build());
            submittedNanos = nowNanos;
            written = true;
        }
        while (link.isWritable()) {
            Query query = queries.next();
            if (query == null) {
                break;
            }
            link.send(ClientFrame.newBuilder().setQuery(query).build());
            written = true;
        }
        if (written) {
            link.flush();
        }
    }

    /** What people want to know when nothing comes back. */
    private String state() {
        return "leader=" + (leader == null ? "none" : leader.address()) + ", lastFailure=" + search.lastFailure();
    }

    private long dueNanos(long nowNanos) {
        long due = Math.min(session.earliestDeadlineNanos(), queries.earliestDeadlineNanos());
        due = Math.min(due, Math.min(openings.earliestDeadlineNanos(), search.dueNanos()));
        if (pausedUntilNanos > nowNanos) {
            due = Math.min(due, pausedUntilNanos);
        }
        NodeLink link = leader;
        if (link != null) {
            due = Math.min(due, watch.dueNanos(link, search.isSearching()));
            SessionOpened opened = session.opened();
            if (opened != null && session.lost() == null) {
                due = Math.min(due, keepAliveNanos(opened));
            }
        }
        return due;
    }
}
