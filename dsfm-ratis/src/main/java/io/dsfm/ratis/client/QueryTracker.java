package io.dsfm.ratis.client;

import com.google.protobuf.UnsafeByteOperations;
import io.dsfm.ratis.client.ClientSession.Verdict;
import io.dsfm.ratis.proto.Answer;
import io.dsfm.ratis.proto.Query;
import io.dsfm.ratis.proto.Refusal;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The queries without answer. They change nothing, so they are sent again as often as it takes.
 *
 * <p>Threading: one thread; no clock, no network.
 */
final class QueryTracker {

    /** The most queries without answer. */
    static final int LIMIT = 16_384;

    private final Map<Long, Question> unanswered = new LinkedHashMap<>();
    private final ArrayDeque<Long> toSend = new ArrayDeque<>();
    private long lastCorrelationId;
    private long earliestDeadlineNanos = ClientClock.NEVER;

    void add(Question question) {
        if (unanswered.size() == LIMIT) {
            question.completeExceptionally(
                    new RefusedException("too many queries without answer: accepted: up to " + LIMIT));
            return;
        }
        lastCorrelationId++;
        unanswered.put(lastCorrelationId, question);
        toSend.add(lastCorrelationId);
        earliestDeadlineNanos = Math.min(earliestDeadlineNanos, question.deadlineNanos);
    }

    boolean isEmpty() {
        return unanswered.isEmpty();
    }

    long earliestDeadlineNanos() {
        return earliestDeadlineNanos;
    }

    /** The query to send next, which counts as sending it; null for none. */
    @Nullable
    Query next() {
        while (!toSend.isEmpty()) {
            long id = toSend.remove();
            Question question = unanswered.get(id);
            if (question != null) {
                return Query.newBuilder()
                        .setCorrelationId(id)
                        .setQuery(UnsafeByteOperations.unsafeWrap(question.query))
                        .build();
            }
        }
        return null;
    }

    void onAnswer(Answer answer) {
        Question question = unanswered.remove(answer.getCorrelationId());
        if (question != null) {
            question.complete(answer.getAnswer().toByteArray());
        }
    }

    /** A query was refused. */
    Verdict onRefused(Refusal refusal) {
        long id = refusal.getCorrelationId();
        Question question = unanswered.get(id);
        if (question == null) {
            return Verdict.GO_ON;
        }
        switch (refusal.getReason()) {
            case TOO_LARGE, INVALID, FAILED -> {
                unanswered.remove(id);
                question.completeExceptionally(new RefusedException(
                        "query refused: reason=" + refusal.getReason() + ", detail=" + refusal.getDetail()));
                return Verdict.GO_ON;
            }
            case NOT_LEADER -> {
                toSend.add(id);
                return Verdict.FIND_LEADER;
            }
            default -> {
                toSend.add(id);
                return Verdict.WAIT;
            }
        }
    }

    /** No answer will come to what was sent: it is sent again. */
    void restart() {
        toSend.clear();
        toSend.addAll(unanswered.keySet());
    }

    /** Tells those whose deadline has passed. */
    void expire(long nowNanos, String state) {
        if (earliestDeadlineNanos - nowNanos > 0) {
            return;
        }
        earliestDeadlineNanos = ClientClock.NEVER;
        unanswered.values().removeIf(question -> {
            if (question.deadlineNanos - nowNanos > 0) {
                earliestDeadlineNanos = Math.min(earliestDeadlineNanos, question.deadlineNanos);
                return false;
            }
            question.completeExceptionally(new RefusedException("deadline of a query passed: " + state));
            return true;
        });
    }

    /** Nothing is answered any more. */
    void close() {
        unanswered
                .values()
                .forEach(question -> question.completeExceptionally(new RefusedException("client is closed")));
        unanswered.clear();
        toSend.clear();
    }
}
