package io.dsfm.ratis.node;

import io.dsfm.ratis.core.Replica;
import io.dsfm.ratis.proto.RefusalReason;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The leader's answers to queries: each from the state of one instance that holds every input of which anything has left, on
 * whatever ground, and every committed one; and held back until nothing in that state can be undone any more.
 *
 * <p>Threading: {@link #ask} within a turn of the release thread, where what has left stands still; the answers come on the
 * instances' threads and go back into such a turn.
 */
final class Queries {

    private final List<Instance> instances;
    private final EntryFeed feed;
    private final LongSupplier readIndex;
    private final ToLongFunction<Instance> given;
    private final HeldAnswers held;
    private final Turns turns;

    /** Where news is taken to the release thread's next turn. */
    interface Turns {
        void next(Runnable news);
    }

    /**
     * @param instances those that may be asked
     * @param feed tells whether an instance has yet to undo something
     * @param readIndex the index up to which something has left, or is committed, inclusive
     * @param given the position up to which an instance has given outcomes; below 0 if it cannot be relied on
     * @param held keeps the answers back
     * @param turns takes what the instances say
     */
    Queries(
            List<Instance> instances,
            EntryFeed feed,
            LongSupplier readIndex,
            ToLongFunction<Instance> given,
            HeldAnswers held,
            Turns turns) {
        this.instances = instances;
        this.feed = feed;
        this.readIndex = readIndex;
        this.given = given;
        this.held = held;
        this.turns = turns;
    }

    /** Asks the instance that has come furthest; the answer goes to {@code shown}. */
    void ask(byte[] query, CompletableFuture<byte[]> shown) {
        Instance asked = furthest();
        if (asked == null) {
            shown.completeExceptionally(
                    HeldAnswers.refused(RefusalReason.BUSY, "no instance of the leader can be relied on"));
            return;
        }
        HeldAnswers.Held begun = held.begin(shown);
        asked.execute(readIndex.getAsLong(), replica -> {
                    requireSound(asked, replica);
                    byte[] answer = replica.query(query);
                    long index = replica.lastIndex();
                    turns.next(() -> held.onAnswer(begun, index, answer));
                    return index;
                })
                .whenComplete((index, failure) -> {
                    if (failure != null) {
                        turns.next(() -> held.onFailed(begun, failure));
                    }
                });
    }

    private @Nullable Instance furthest() {
        Instance furthest = null;
        for (Instance instance : instances) {
            long position = given.applyAsLong(instance);
            if (position >= 0 && (furthest == null || position > given.applyAsLong(furthest))) {
                furthest = instance;
            }
        }
        return furthest;
    }

    private void requireSound(Instance asked, Replica replica) throws Exception {
        long index = replica.lastIndex();
        if (!asked.isTrusted() || feed.executedOfLog(asked.ordinal(), () -> index) < index) {
            throw HeldAnswers.refused(RefusalReason.BUSY, "the instance asked cannot be relied on just now: " + asked);
        }
    }
}
