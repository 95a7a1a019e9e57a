package io.dsfm.maelstrom.workload.tree;

import io.dsfm.maelstrom.workload.store.AnswerBudget;
import io.dsfm.maelstrom.workload.store.Key;
import io.dsfm.maelstrom.workload.store.ReplyCodec;
import io.dsfm.maelstrom.workload.store.ReplySize;
import io.dsfm.maelstrom.workload.store.Result;
import io.dsfm.maelstrom.workload.store.SnapshotReader;
import io.dsfm.maelstrom.workload.store.SnapshotWriter;
import io.dsfm.maelstrom.workload.store.Status;
import io.dsfm.maelstrom.workload.store.Step;
import io.dsfm.maelstrom.workload.store.StepCodec;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.Revertible;
import io.dsfm.statemachine.StateMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The store on persistent maps.
 *
 * <p>Threading: the instance's thread.
 *
 * <p>Invariants: marks are in order of their numbers, the newest first.
 */
final class TreeMachine implements StateMachine, Revertible {

    private State state = State.EMPTY;
    private final Deque<Mark> marks = new ArrayDeque<>();

    private record Mark(long point, State state) {}

    /** A state, and what the step that led to it gave. */
    private record Moved(State state, Result result) {}

    @Override
    public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
        int inputBytes = input.remaining();
        Optional<List<Step>> steps = StepCodec.decodeInput(input);
        Status refused = steps.isEmpty() ? Status.MALFORMED : refusal(steps.get(), inputBytes);
        if (refused != null) {
            outputs.reply(ReplyCodec.refusal(refused));
            return;
        }
        State next = state;
        List<Result> results = new ArrayList<>();
        for (Step step : steps.get()) {
            Moved moved = apply(next, step);
            next = moved.state();
            results.add(moved.result());
        }
        state = next;
        outputs.reply(ReplyCodec.encode(results));
    }

    private @Nullable Status refusal(List<Step> steps, int inputBytes) {
        if (ReplySize.isTooLong(steps, inputBytes, this::listBytes, this::registerBytes)) {
            return Status.TOO_LONG;
        }
        if (steps.get(0) instanceof Step.CompareAndSet cas) { // then it is the only one
            byte @Nullable [] held = state.registers().get(cas.key());
            if (held == null && !cas.createsMissing()) {
                return Status.MISSING;
            }
            if (held != null && !Arrays.equals(held, cas.from())) {
                return Status.MISMATCH;
            }
        }
        return null;
    }

    private long listBytes(Key key) {
        SharedList list = state.lists().get(key);
        return list == null ? 0 : list.bytes();
    }

    private long registerBytes(Key key) {
        byte @Nullable [] held = state.registers().get(key);
        return held == null ? 0 : held.length;
    }

    private static Moved apply(State before, Step step) {
        if (step instanceof Step.Put put) {
            return new Moved(before.withRegister(put.key(), put.value()), Result.NONE);
        }
        if (step instanceof Step.CompareAndSet cas) {
            return new Moved(before.withRegister(cas.key(), cas.to()), Result.NONE);
        }
        if (step instanceof Step.Append append) {
            State after = before.withItem(append.key(), append.item());
            SharedList list = after.lists().get(append.key());
            return new Moved(after, new Result.Count(list == null ? 0 : list.length() - 1));
        }
        if (step instanceof Step.Add add) {
            Long held = before.numbers().get(add.key());
            long sum = (held == null ? 0 : held) + add.delta();
            return new Moved(before.withNumber(add.key(), sum), new Result.Count(sum));
        }
        if (step instanceof Step.RaiseTo raise) {
            Long held = before.numbers().get(raise.key());
            long number = held == null ? raise.floor() : Math.max(held, raise.floor());
            return new Moved(before.withNumber(raise.key(), number), new Result.Count(number));
        }
        return new Moved(before, read(before, step));
    }

    private static Result read(State from, Step step) {
        if (step instanceof Step.Get get) {
            byte @Nullable [] held = from.registers().get(get.key());
            return held == null ? Result.ABSENT : new Result.Value(held);
        }
        if (step instanceof Step.Items items) {
            SharedList list = from.lists().get(items.key());
            return new Result.Sequence(list == null ? List.of() : list.from(items.from(), items.most()));
        }
        if (step instanceof Step.Total total) {
            Long held = from.numbers().get(total.key());
            return held == null ? Result.ABSENT : new Result.Count(held);
        }
        List<byte[]> names = new ArrayList<>();
        from.registers().forEach((key, value) -> {
            if (key.space() == step.key().space()) {
                names.add(key.name());
            }
        });
        return new Result.Sequence(names);
    }

    @Override
    public byte[] query(ByteBuffer query) {
        Optional<List<Step>> steps = StepCodec.decodeQuery(query);
        if (steps.isEmpty()) {
            return ReplyCodec.refusal(Status.MALFORMED);
        }
        AnswerBudget budget = new AnswerBudget();
        List<Result> results = new ArrayList<>();
        for (Step step : steps.get()) {
            Result result = read(state, step);
            results.add(step instanceof Step.Items ? budget.fit(result) : result);
        }
        return ReplyCodec.encode(results);
    }

    @Override
    public void writeSnapshot(OutputStream out) throws IOException {
        SnapshotWriter writer = new SnapshotWriter(out);
        writer.count(state.registers().size());
        state.registers().forEach(writer::register);
        writer.count(state.lists().size());
        state.lists().<IOException>forEach((key, list) -> {
            writer.list(key, list.length());
            for (byte[] item : list.from(0, list.length())) {
                writer.item(item);
            }
        });
        writer.count(state.numbers().size());
        state.numbers().forEach(writer::number);
    }

    @Override
    public void restoreSnapshot(InputStream in) throws IOException {
        marks.clear();
        state = State.EMPTY;
        SnapshotReader.read(in, new SnapshotReader.Sink() {
            @Override
            public void onRegister(Key key, byte[] value) {
                state = state.withRegister(key, value);
            }

            @Override
            public void onList(Key key) {
                // made by its first item
            }

            @Override
            public void onItem(Key key, byte[] item) {
                state = state.withItem(key, item);
            }

            @Override
            public void onNumber(Key key, long number) {
                state = state.withNumber(key, number);
            }
        });
    }

    @Override
    public long digest() {
        return state.digest();
    }

    @Override
    public void mark(long point) {
        marks.push(new Mark(point, state));
    }

    @Override
    public void revertTo(long point) {
        while (!marks.isEmpty() && marks.element().point() > point) {
            marks.remove();
        }
        if (marks.isEmpty() || marks.element().point() != point) {
            throw new IllegalArgumentException("not marked: point=" + point);
        }
        state = marks.element().state();
    }

    @Override
    public void forgetBefore(long point) {
        while (!marks.isEmpty() && marks.getLast().point() < point) {
            marks.removeLast();
        }
    }
}
