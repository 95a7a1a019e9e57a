package io.dsfm.ratis.node;

import io.dsfm.ratis.gateway.RefusedException;
import io.dsfm.ratis.proto.Refusal;
import io.dsfm.ratis.proto.RefusalReason;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

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
        private byte @Nullable [] answer;
        private long index;

        private Held(CompletableFuture<byte[]> shown) {
            this.shown = shown;
        }
    }

    private final ArrayDeque<Held> held = new ArrayDeque<>();

    /** A query begins, whose answer is to go to {@code shown}, which fails if it cannot be given. */
    Held begin(CompletableFuture<byte[]> shown) {
        Held begun = new Held(shown);
        held.add(begun);
        return begun;
    }

    /** The answer was given from the state after {@code index}. */
    void onAnswer(Held query, long index, byte[] answer) {
        query.index = index;
        query.answer = answer;
    }

    /** There will be no answer. */
    void onFailed(Held query, Throwable failure) {
        held.remove(query);
        query.shown.completeExceptionally(failure);
    }

    /** Lets those go whose state may be shown; gives whether there were any. */
    boolean release(long shownIndex) {
        boolean isBusy = false;
        for (Iterator<Held> all = held.iterator(); all.hasNext(); ) {
            Held next = all.next();
            byte[] answer = next.answer;
            if (answer != null && next.index <= shownIndex) {
                all.remove();
                next.shown.complete(answer);
                isBusy = true;
            }
        }
        return isBusy;
    }

    /**
     * The log was cut, or this node does not lead any more: what was read may never have been true, and what is to be read
     * may never come.
     */
    void failAll() {
        for (Held next = held.poll(); next != null; next = held.poll()) {
            next.shown.completeExceptionally(refused(RefusalReason.NOT_LEADER, "the leader has changed: ask again"));
        }
    }

    static RefusedException refused(RefusalReason reason, String detail) {
        return new RefusedException(
                Refusal.newBuilder().setReason(reason).setDetail(detail).build());
    }
}
