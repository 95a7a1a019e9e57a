package io.dsfm.ratis.node;

import io.dsfm.ratis.gateway.RefusedException;
import io.dsfm.ratis.proto.Refusal;
import io.dsfm.ratis.proto.RefusalReason;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;

/**
 * Answers to queries, given from a state that holds inputs which may not be shown yet.
 *
 * <p>Threading: the release thread.
 */
final class HeldAnswers {

    private record Held(long index, byte[] answer, CompletableFuture<byte[]> shown) {}

    private final ArrayDeque<Held> held = new ArrayDeque<>();

    void add(long index, byte[] answer, CompletableFuture<byte[]> shown) {
        held.add(new Held(index, answer, shown));
    }

    /** Lets those go whose state may be shown; gives whether there were any. */
    boolean release(long shownIndex) {
        boolean isBusy = false;
        for (Iterator<Held> all = held.iterator(); all.hasNext(); ) {
            Held next = all.next();
            if (next.index() <= shownIndex) {
                all.remove();
                next.shown().complete(next.answer());
                isBusy = true;
            }
        }
        return isBusy;
    }

    /** Entries above {@code index} were cut: what was read from a state with them was never true. */
    void onTruncated(long index) {
        failAbove(index);
    }

    /** The state was replaced by another: whether what was read from it was ever true is not known. */
    void onReplaced() {
        failAbove(-1);
    }

    private void failAbove(long index) {
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
