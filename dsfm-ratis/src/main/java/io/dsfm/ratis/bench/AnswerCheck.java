package io.dsfm.ratis.bench;

import io.dsfm.ratis.client.Result;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.StateMachine;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Holds a contestant's answers against what an instance here gives for the same inputs, in the order that the answers
 * tell: each input once, sequences without gaps, replies and events byte for byte. Done between rounds, so that it takes
 * no time from them.
 *
 * <p>Threading: answers on any thread; {@link #verify} on one, while no request is under way.
 *
 * <p>Failure: once a request has failed, it is unknown whether it was executed, so nothing after it is judged.
 */
final class AnswerCheck {

    private final String name;
    private final StateMachine reference;
    private final Queue<Answered> answered = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable String> firstFailure = new AtomicReference<>();
    private final PlainAnswer expected = new PlainAnswer();
    private long right;
    private boolean isJudging = true;

    private record Answered(long clientId, byte[] input, Result result) {}

    /**
     * @param name whose answers these are
     * @param reference an instance in the initial state
     */
    AnswerCheck(String name, StateMachine reference) {
        this.name = name;
        this.reference = reference;
    }

    void onAnswered(long clientId, byte[] input, Result result) {
        answered.add(new Answered(clientId, input, result));
    }

    void onFailed(Throwable failure) {
        firstFailure.compareAndSet(null, failure.toString());
    }

    void onUnanswered(long count) {
        if (count > 0) {
            firstFailure.compareAndSet(null, count + " requests were not answered within " + LoadGenerator.PATIENCE);
        }
    }

    /**
     * Judges what has come since the last call.
     *
     * @throws BenchException if an answer is wrong: then no figure means anything
     */
    void verify() {
        List<Answered> batch = new ArrayList<>();
        for (Answered next = answered.poll(); next != null; next = answered.poll()) {
            batch.add(next);
        }
        isJudging &= firstFailure.get() == null;
        if (!isJudging) {
            return;
        }
        batch.sort(Comparator.comparingLong(one -> one.result.sequence()));
        batch.forEach(this::verify);
    }

    private void verify(Answered one) {
        Result result = one.result;
        if (result.sequence() != right + 1) {
            throw new BenchException("an answer is missing or came twice: contestant=" + name + ", expectedSequence="
                    + (right + 1) + ", found=" + result.sequence());
        }
        expected.begin();
        reference.execute(
                new Context(one.clientId, result), ByteBuffer.wrap(one.input).asReadOnlyBuffer(), expected);
        Result wanted = expected.result(result.index(), result.sequence(), result.timestampNanos());
        if (!equal(wanted, result)) {
            throw new BenchException("a wrong answer: contestant=" + name + ", sequence=" + result.sequence()
                    + ", input=" + Arrays.toString(one.input) + ", reply=" + Arrays.toString(result.reply())
                    + ", expected=" + Arrays.toString(wanted.reply()));
        }
        right++;
    }

    private static boolean equal(Result wanted, Result found) {
        boolean isEqual = Arrays.equals(wanted.reply(), found.reply())
                && wanted.events().size() == found.events().size();
        for (int i = 0; isEqual && i < wanted.events().size(); i++) {
            Result.Event one = wanted.events().get(i);
            Result.Event other = found.events().get(i);
            isEqual = one.type() == other.type() && Arrays.equals(one.payload(), other.payload());
        }
        return isEqual;
    }

    /** How many answers were found right. */
    long right() {
        return right;
    }

    /** What went wrong first, after which nothing was judged; null if nothing did. */
    @Nullable
    String firstFailure() {
        return firstFailure.get();
    }

    private record Context(long clientId, Result result) implements InputContext {
        @Override
        public long index() {
            return result.index();
        }

        @Override
        public long sequence() {
            return result.sequence();
        }

        @Override
        public long timestampNanos() {
            return result.timestampNanos();
        }
    }
}
