package io.dsfm.ratis.node;

import io.dsfm.ratis.gateway.RefusedException;
import io.dsfm.ratis.proto.Refusal;
import io.dsfm.ratis.proto.RefusalReason;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Queries under way: those that an instance has yet to answer, and answers given from a state that holds inputs which may not
 * be shown yet.
 *
 * <p>Threading: the release thread.
 */
final class HeldAnswers {

    /** A query, from when it is known what its answer has to reflect until the answer leaves. */
    static final class Held {

        private final CompletableFuture<byte[]> shown;
        private byte[] answer = {};
        /** Of the state that the answer is from. */
        private long index;
        /** Among the answers. */
        private long number;

        private Held(CompletableFuture<byte[]> shown) {
            this.shown = shown;
        }
    }

    /** Those without an answer. */
    private final Set<Held> asked = new LinkedHashSet<>();
    /** The others, in the order in which they may go, so that a turn looks at those alone that go, and at one more. */
    private final PriorityQueue<Held> answered = new PriorityQueue<>(
            Comparator.<Held>comparingLong(held -> held.index).thenComparingLong(held -> held.number));

    private long answers;

    /** A query begins, whose answer is to go to {@code shown}, which fails if it cannot be given. */
    Held begin(CompletableFuture<byte[]> shown) {
        Held begun = new Held(shown);
        asked.add(begun);
        return begun;
    }

    /** The answer was given from the state after {@code index}; of no use if all queries have failed meanwhile. */
    void onAnswer(Held query, long index, byte[] answer) {
        if (asked.remove(query)) {
            query.index = index;
            query.answer = answer;
            query.number = answers++;
            answered.add(query);
        }
    }

    /** There will be no answer. */
    void onFailed(Held query, Throwable failure) {
        asked.remove(query);
        query.shown.completeExceptionally(failure);
    }

    /** Lets those go whose state may be shown; gives whether there were any. */
    boolean release(long shownIndex) {
        boolean isBusy = false;
        for (Held next = answered.peek(); next != null && next.index <= shownIndex; next = answered.peek()) {
            answered.remove();
            next.shown.complete(next.answer);
            isBusy = true;
        }
        return isBusy;
    }

    /**
     * The log was cut, or this node does not lead any more: what was read may never have been true, and what is to be read
     * may never come.
     */
    void failAll() {
        asked.forEach(HeldAnswers::fail);
        asked.clear();
        answered.forEach(HeldAnswers::fail);
        answered.clear();
    }

    private static void fail(Held query) {
        query.shown.completeExceptionally(refused(RefusalReason.NOT_LEADER, "the leader has changed: ask again"));
    }

    static RefusedException refused(RefusalReason reason, String detail) {
        return new RefusedException(
                Refusal.newBuilder().setReason(reason).setDetail(detail).build());
    }
}
