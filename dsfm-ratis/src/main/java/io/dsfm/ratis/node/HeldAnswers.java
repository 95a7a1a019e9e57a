package io.dsfm.ratis.node;

import io.dsfm.ratis.gateway.RefusedException;
import io.dsfm.ratis.proto.Refusal;
import io.dsfm.ratis.proto.RefusalReason;
import java.util.Comparator;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;

/**
 * Answers to queries, given from a state that holds inputs which may not be shown yet.
 *
 * <p>Threading: the release thread.
 */
final class HeldAnswers {

    private record Held(long index, long number, byte[] answer, CompletableFuture<byte[]> shown) {}

    /** In the order in which they may go, so that a turn looks at those alone that go, and at one more. */
    private final PriorityQueue<Held> held =
            new PriorityQueue<>(Comparator.comparingLong(Held::index).thenComparingLong(Held::number));

    private long added;

    void add(long index, byte[] answer, CompletableFuture<byte[]> shown) {
        held.add(new Held(index, added++, answer, shown));
    }

    /** Lets those go whose state may be shown; gives whether there were any. */
    boolean release(long shownIndex) {
        boolean isBusy = false;
        for (Held next = held.peek(); next != null && next.index() <= shownIndex; next = held.peek()) {
            held.remove();
            next.shown().complete(next.answer());
            isBusy = true;
        }
        return isBusy;
    }

    /** Entries above {@code index} were cut: what was read from a state with them was never true. */
    void onTruncated(long index) {
        for (Iterator<Held> all = held.iterator(); all.hasNext(); ) {
            Held next = all.next();
            if (next.index() > index) {
                all.remove();
                next.shown()
                        .completeExceptionally(new RefusedException(Refusal.newBuilder()
                                .setReason(RefusalReason.NOT_LEADER)
                                .setDetail("the leader has changed: ask again")
                                .build()));
            }
        }
    }
}
