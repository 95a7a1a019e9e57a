package io.dsfm.ratis.gateway;

import com.google.protobuf.ByteString;
import io.dsfm.ratis.proto.EventMessage;
import io.dsfm.ratis.proto.Leader;
import io.dsfm.ratis.proto.Outcome;
import io.dsfm.ratis.proto.OutcomeKind;
import io.dsfm.ratis.proto.SessionOpened;
import io.dsfm.ratis.proto.Submit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A group without Raft: one log in memory, the rules for sessions, and nodes that take turns as leader.
 *
 * <p>Threading: {@link #release} runs everything that is executed, as a node's release thread does.
 */
public final class FakeGroup implements AutoCloseable {

    public static final String NAME = "test";
    public static final int WINDOW = 4_096;
    public static final long SESSION_TIMEOUT_NANOS = 600_000_000;

    private final ExecutorService release = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "fake-release");
        thread.setDaemon(true);
        return thread;
    });
    private final List<FakeNode> nodes = new ArrayList<>();
    private final Map<Long, Session> sessions = new HashMap<>();
    private final List<byte[]> executed = new ArrayList<>();
    private volatile FakeNode leader;
    private long lastSessionId;
    private long index;

    private static final class Session {
        private long sessionId;
        private long lastNumber;
        private final TreeMap<Long, Outcome> answers = new TreeMap<>();
    }

    /** Adds a node; the first one leads. */
    public synchronized FakeNode addNode() {
        FakeNode node = new FakeNode(this, "n" + (nodes.size() + 1));
        nodes.add(node);
        if (leader == null) {
            leader = node;
        }
        return node;
    }

    synchronized List<FakeNode> nodes() {
        return List.copyOf(nodes);
    }

    public FakeNode leader() {
        return leader;
    }

    Leader named(FakeNode node) {
        return node == null
                ? Leader.getDefaultInstance()
                : Leader.newBuilder()
                        .setNode(node.name())
                        .setClientAddress(node.address())
                        .build();
    }

    /** Another node leads from now on; null for none. Everybody who is alive is told. */
    public void lead(FakeNode node) {
        leader = node;
        nodes().forEach(told -> told.onLeaderChanged(named(node)));
    }

    /** The inputs executed so far, in order. */
    public List<byte[]> executed() {
        return onRelease(() -> List.copyOf(executed));
    }

    /** The client's session expires. */
    public void expire(long clientId) {
        onRelease(() -> sessions.remove(clientId));
    }

    Future<?> release(Runnable task) {
        return release.submit(task);
    }

    private <T> T onRelease(java.util.concurrent.Callable<T> task) {
        try {
            return release.submit(task).get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Opens a session, as the log would; release thread. */
    SessionOpened open(long clientId, long correlationId) {
        Session session = sessions.computeIfAbsent(clientId, id -> new Session());
        session.sessionId = ++lastSessionId;
        index++;
        return SessionOpened.newBuilder()
                .setCorrelationId(correlationId)
                .setClientId(clientId)
                .setSessionId(session.sessionId)
                .setLastRequestNumber(session.lastNumber)
                .setWindow(WINDOW)
                .setTimeoutNanos(SESSION_TIMEOUT_NANOS)
                .build();
    }

    /** Executes a request, as the log would; release thread. */
    Outcome execute(Submit request) {
        index++;
        Outcome.Builder outcome = Outcome.newBuilder()
                .setClientId(request.getClientId())
                .setSessionId(request.getSessionId())
                .setRequestNumber(request.getRequestNumber());
        Session session = sessions.get(request.getClientId());
        if (session == null) {
            return outcome.setKind(OutcomeKind.SESSION_EXPIRED).build();
        }
        if (session.sessionId != request.getSessionId()) {
            return outcome.setKind(OutcomeKind.SESSION_SUPERSEDED).build();
        }
        session.answers.headMap(request.getAcknowledgedThrough(), true).clear();
        if (request.getRequestNumber() <= session.lastNumber) {
            Outcome answer = session.answers.get(request.getRequestNumber());
            return answer != null
                    ? answer
                    : outcome.setKind(OutcomeKind.ANSWER_FORGOTTEN).build();
        }
        if (request.getRequestNumber() > session.lastNumber + 1) {
            return outcome.setKind(OutcomeKind.OUT_OF_ORDER)
                    .setExpectedRequestNumber(session.lastNumber + 1)
                    .build();
        }
        session.lastNumber++;
        if (request.getSkip()) {
            outcome.setKind(OutcomeKind.SKIPPED);
        } else {
            executed.add(request.getInput().toByteArray());
            outcome.setKind(OutcomeKind.EXECUTED)
                    .setIndex(index)
                    .setSequence(executed.size())
                    .setTimestampNanos(1_000 + index)
                    .setReply(request.getInput())
                    .addEvents(EventMessage.newBuilder().setType(7).setPayload(ByteString.copyFromUtf8("event")));
        }
        session.answers.put(request.getRequestNumber(), outcome.build());
        return outcome.build();
    }

    @Override
    public void close() {
        nodes().forEach(FakeNode::close);
        release.shutdown();
    }
}
