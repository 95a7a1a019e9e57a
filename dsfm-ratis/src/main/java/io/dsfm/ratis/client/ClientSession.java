package io.dsfm.ratis.client;

import com.google.protobuf.UnsafeByteOperations;
import io.dsfm.ratis.proto.OpenSession;
import io.dsfm.ratis.proto.Outcome;
import io.dsfm.ratis.proto.Refusal;
import io.dsfm.ratis.proto.SessionOpened;
import io.dsfm.ratis.proto.Settlement;
import io.dsfm.ratis.proto.Submit;
import io.dsfm.ratis.proto.SubmitBatch;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A client's session with the group and all that it has submitted: decides what is sent, and what each future gets.
 *
 * <p>Threading: one thread; no clock, no network.
 *
 * <p>Invariants: a request has a number from its first sending on. A number that was given stays in the window until the
 * group has told what became of it, also when its caller was told of a failure: then it is sent to be skipped.
 */
final class ClientSession {

    private static final int BATCH_REQUESTS = 1_024;
    private static final int BATCH_BYTES = 64 << 10;
    private static final int AROUND_INPUT_BYTES = 48;

    /** What a refusal asks of the connection. */
    enum Verdict {
        /** Nothing, or to send on. */
        GO_ON,
        /** To wait a little, then to send on. */
        WAIT,
        /** To look for the leader. */
        FIND_LEADER
    }

    private final long clientId;
    private final long correlationId;
    private final int window;
    private final SubmitQueue queue;
    /** Without a number yet, in order. */
    private final ArrayDeque<Request> waiting = new ArrayDeque<>();

    private @Nullable SessionOpened opened;
    private @Nullable RequestWindow numbered;
    private int maxInputBytes = Integer.MAX_VALUE;
    /** No request's deadline is before this. */
    private long earliestDeadlineNanos = ClientClock.NEVER;
    /** Why there is no session any more; null as long as there may be one. */
    private @Nullable String lost;

    ClientSession(long clientId, long correlationId, int window, SubmitQueue queue) {
        this.clientId = clientId;
        this.correlationId = correlationId;
        this.window = window;
        this.queue = queue;
    }

    /** What opens the session; may be sent any number of times. */
    OpenSession opening() {
        return OpenSession.newBuilder()
                .setCorrelationId(correlationId)
                .setClientId(clientId)
                .build();
    }

    /** What the group said when it opened the session; null until then. */
    @Nullable
    SessionOpened opened() {
        return opened;
    }

    @Nullable
    String lost() {
        return lost;
    }

    /** Whether answers are due. */
    boolean hasWork() {
        return lost == null && (numbered == null || !numbered.isEmpty() || !waiting.isEmpty());
    }

    long earliestDeadlineNanos() {
        return earliestDeadlineNanos;
    }

    /** The group told how long an input may be. */
    void onMaxInput(int bytes) {
        maxInputBytes = bytes;
    }

    /**
     * The group opened a session. An opening that was sent twice may be executed twice, and then the second takes over
     * from the first: what was sent under the first is sent again.
     *
     * @return whether this client has a new session
     */
    boolean onOpened(SessionOpened session) {
        if (session.getCorrelationId() != correlationId || session.getClientId() != clientId) {
            return false;
        }
        if (opened == null) {
            int granted = Math.max(1, Math.min(window, session.getWindow()));
            queue.reduce(window - granted);
            numbered = new RequestWindow(session.getLastRequestNumber(), granted);
        } else if (session.getSessionId() <= opened.getSessionId()) {
            return false;
        } else {
            numbered.restart();
        }
        opened = session;
        return true;
    }

    /** Takes over a request from the queue. */
    void add(Request request) {
        byte[] input = request.input;
        if (lost != null) {
            giveUp(request, new SessionLostException(request.describe(lost)));
        } else if (input != null && input.length > maxInputBytes) {
            giveUp(
                    request,
                    new RefusedException("input too long: sizeBytes=" + input.length + ", accepted: up to "
                            + maxInputBytes + ", executed=no"));
        } else {
            waiting.add(request);
            earliestDeadlineNanos = Math.min(earliestDeadlineNanos, request.deadlineNanos);
        }
    }

    /** The requests that are to be sent next, which counts as sending them; null for none. */
    @Nullable
    SubmitBatch nextBatch() {
        RequestWindow numbers = numbered;
        if (numbers == null || opened == null) {
            return null;
        }
        SubmitBatch.Builder batch = null;
        int bytes = 0;
        while (true) {
            Request request = numbers.toSend();
            if (request == null) {
                if (waiting.isEmpty() || !numbers.hasRoom()) {
                    break;
                }
                numbers.add(waiting.remove());
                continue;
            }
            byte[] input = request.input;
            int size = AROUND_INPUT_BYTES + (input == null ? 0 : input.length);
            if (batch == null) {
                batch = SubmitBatch.newBuilder();
            } else if (bytes + size > BATCH_BYTES || batch.getRequestsCount() == BATCH_REQUESTS) {
                break;
            }
            bytes += size;
            batch.addRequests(submit(request, input, numbers));
            numbers.onSent(request);
        }
        return batch == null ? null : batch.build();
    }

    private Submit submit(Request request, byte @Nullable [] input, RequestWindow numbers) {
        Submit.Builder submit = Submit.newBuilder()
                .setClientId(clientId)
                .setSessionId(opened.getSessionId())
                .setRequestNumber(request.requestNumber)
                .setAcknowledgedThrough(numbers.acknowledgedThrough())
                .setRelease(request.release.level());
        return input == null
                ? submit.setSkip(true).build()
                : submit.setInput(UnsafeByteOperations.unsafeWrap(input)).build();
    }

    /** What became of a number. */
    void onOutcome(Outcome outcome) {
        RequestWindow numbers = numbered;
        if (numbers == null || outcome.getClientId() != clientId || lost != null) {
            return;
        }
        long number = outcome.getRequestNumber();
        switch (outcome.getKind()) {
            case OUT_OF_ORDER -> {
                if (isOfThisSession(outcome)) {
                    numbers.onOutOfOrder(number, outcome.getExpectedRequestNumber());
                }
            }
            case SESSION_EXPIRED -> {
                if (isOfThisSession(outcome)) {
                    lose("session expired");
                }
            }
            case SESSION_SUPERSEDED -> {
                if (isOfThisSession(outcome)) {
                    lose("session was taken over by another process: clientId=" + clientId);
                }
            }
            default -> onResult(numbers, outcome);
        }
    }

    private void onResult(RequestWindow numbers, Outcome outcome) {
        long number = outcome.getRequestNumber();
        if (outcome.getSettlement() != Settlement.SETTLEMENT_UNSPECIFIED) {
            onSettlement(numbers, number, outcome.getSettlement());
            return;
        }
        if (outcome.getProvisional()) {
            Request request = numbers.get(number);
            if (request != null && !request.isGivenUp()) {
                request.onProvisional(Results.of(outcome));
            }
            return;
        }
        Request request = numbers.settle(number);
        if (request != null && !request.isGivenUp()) {
            answer(request, outcome);
        }
    }

    /** What became of a provisional result. */
    private void onSettlement(RequestWindow numbers, long number, Settlement settlement) {
        Request request = numbers.get(number);
        if (request == null) {
            return;
        }
        Result provisional = request.provisional;
        request.provisional = null;
        if (settlement == Settlement.CONFIRMED && request.isGivenUp()) {
            numbers.settle(number); // nobody waits for the result, so it was not kept; sent again, this would not end
        } else if (settlement == Settlement.CONFIRMED && provisional != null) {
            numbers.settle(number);
            queue.release();
            request.onSettled(provisional);
        } else if (settlement == Settlement.REVOKED) {
            numbers.onRefused(number); // sent again, it is executed
        } else {
            numbers.onUnknown(number); // it may have been executed; sent again, it is answered
        }
    }

    /** Else it is about a request of a process before this one, or of this one's first opening of two; 0 is not told. */
    private boolean isOfThisSession(Outcome outcome) {
        long sessionId = outcome.getSessionId();
        return opened != null && (sessionId == 0 || sessionId == opened.getSessionId());
    }

    private void answer(Request request, Outcome outcome) {
        switch (outcome.getKind()) {
            case EXECUTED -> {
                queue.release();
                request.onSettled(Results.of(outcome));
            }
            case ANSWER_FORGOTTEN ->
                giveUp(
                        request,
                        new IndeterminateException(
                                "result is no longer kept: requestNumber=" + request.requestNumber + ", executed=yes"));
            default ->
                giveUp(
                        request,
                        new RefusedException("not executed: requestNumber=" + request.requestNumber + ", outcome="
                                + outcome.getKind()));
        }
    }

    /** A sending did not enter the log. */
    Verdict onRefused(Refusal refusal) {
        RequestWindow numbers = numbered;
        long number = refusal.getRequestNumber();
        if (numbers == null || refusal.getClientId() != clientId || !numbers.onRefused(number)) {
            return Verdict.GO_ON;
        }
        switch (refusal.getReason()) {
            case NOT_LEADER -> {
                return Verdict.FIND_LEADER;
            }
            case PREDECESSOR_REFUSED -> {
                return Verdict.GO_ON;
            }
            case TOO_LARGE, INVALID -> {
                onNeverAccepted(numbers.get(number), refusal);
                return Verdict.GO_ON;
            }
            default -> {
                return Verdict.WAIT;
            }
        }
    }

    private void onNeverAccepted(@Nullable Request request, Refusal refusal) {
        if (request == null) {
            return;
        }
        String what = "request refused: reason=" + refusal.getReason() + ", detail=" + refusal.getDetail();
        if (request.isGivenUp()) {
            lose("number cannot be skipped: requestNumber=" + request.requestNumber + ", " + what);
        } else {
            giveUp(request, request.failure(what));
        }
    }

    /** What became of all that is under way will not be told: it is sent again. */
    void restart() {
        if (numbered != null) {
            numbered.restart();
        }
    }

    /** Tells those whose deadline has passed. */
    void expire(long nowNanos, String state) {
        if (earliestDeadlineNanos - nowNanos > 0) {
            return;
        }
        earliestDeadlineNanos = ClientClock.NEVER;
        if (numbered != null) {
            numbered.forEach(request -> {
                if (!request.isGivenUp()) {
                    expire(request, nowNanos, state);
                }
            });
        }
        waiting.removeIf(request -> expire(request, nowNanos, state));
    }

    private boolean expire(Request request, long nowNanos, String state) {
        if (request.deadlineNanos - nowNanos > 0) {
            earliestDeadlineNanos = Math.min(earliestDeadlineNanos, request.deadlineNanos);
            return false;
        }
        giveUp(request, request.failure("deadline passed: " + state));
        return true;
    }

    /** There is no session any more: everything fails. */
    void lose(String what) {
        lost = what;
        endAll(what, true);
        queue.end(() -> new SessionLostException(what + ", executed=no"));
    }

    /** The client was closed: everything fails. */
    void close() {
        endAll("client was closed", false);
        queue.end(() -> new RefusedException("client is closed"));
    }

    private void endAll(String what, boolean sessionLost) {
        if (numbered != null) {
            numbered.forEach(request -> end(request, what, sessionLost));
        }
        waiting.forEach(request -> end(request, what, sessionLost));
        waiting.clear();
    }

    private void end(Request request, String what, boolean sessionLost) {
        if (!request.isGivenUp()) {
            giveUp(request, sessionLost ? new SessionLostException(request.describe(what)) : request.failure(what));
        }
    }

    private void giveUp(Request request, GroupClientException failure) {
        queue.release();
        request.giveUp(failure);
    }
}
