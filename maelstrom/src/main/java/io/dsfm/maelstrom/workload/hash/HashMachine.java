package io.dsfm.maelstrom.workload.hash;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The store on hash maps, changed in place.
 *
 * <p>Threading: the instance's thread.
 */
final class HashMachine implements StateMachine, Revertible {

    private final UndoRecord undo = new UndoRecord();
    private final Tables tables = new Tables(undo);

    @Override
    public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
        int inputBytes = input.remaining();
        List<Step> steps = StepCodec.decodeInput(input).orElse(List.of());
        Status verdict = judge(steps, inputBytes);
        if (verdict != Status.OK) {
            outputs.reply(ReplyCodec.refusal(verdict));
            return;
        }
        List<Result> results = new ArrayList<>(steps.size());
        for (Step step : steps) {
            results.add(step.isReading() ? read(step) : change(step));
        }
        outputs.reply(ReplyCodec.encode(results));
    }

    private Status judge(List<Step> steps, int inputBytes) {
        if (steps.isEmpty()) {
            return Status.MALFORMED;
        }
        if (steps.get(0) instanceof Step.CompareAndSet only) {
            return judge(only);
        }
        return ReplySize.isTooLong(steps, inputBytes, tables::listBytes, tables::registerBytes)
                ? Status.TOO_LONG
                : Status.OK;
    }

    private Status judge(Step.CompareAndSet cas) {
        byte @Nullable [] held = tables.register(cas.key());
        if (held == null) {
            return cas.createsMissing() ? Status.OK : Status.MISSING;
        }
        return Arrays.equals(held, cas.from()) ? Status.OK : Status.MISMATCH;
    }

    private Result change(Step step) {
        Key key = step.key();
        if (step instanceof Step.Append append) {
            return new Result.Count(tables.append(key, append.item()));
        }
        if (step instanceof Step.Add add) {
            return number(key, numberOr(key, 0) + add.delta());
        }
        if (step instanceof Step.RaiseTo raise) {
            return number(key, Math.max(numberOr(key, raise.floor()), raise.floor()));
        }
        tables.setRegister(key, step instanceof Step.CompareAndSet cas ? cas.to() : ((Step.Put) step).value());
        return Result.NONE;
    }

    private long numberOr(Key key, long fallback) {
        Long held = tables.number(key);
        return held == null ? fallback : held;
    }

    private Result number(Key key, long number) {
        tables.setNumber(key, number);
        return new Result.Count(number);
    }

    private Result read(Step step) {
        Key key = step.key();
        if (step instanceof Step.Get) {
            byte @Nullable [] held = tables.register(key);
            return held == null ? Result.ABSENT : new Result.Value(held);
        }
        if (step instanceof Step.Total) {
            Long held = tables.number(key);
            return held == null ? Result.ABSENT : new Result.Count(held);
        }
        if (step instanceof Step.Items asked) {
            List<byte[]> items = tables.items(key);
            long start = Math.min(asked.from(), items.size());
            long end = Math.min(start + asked.most(), items.size());
            return new Result.Sequence(items.subList((int) start, (int) end));
        }
        return new Result.Sequence(tables.registerKeys().stream()
                .filter(register -> register.space() == key.space())
                .map(Key::name)
                .toList());
    }

    @Override
    public byte[] query(ByteBuffer query) {
        List<Step> steps = StepCodec.decodeQuery(query).orElse(List.of());
        if (steps.isEmpty()) {
            return ReplyCodec.refusal(Status.MALFORMED);
        }
        List<Result> results = new ArrayList<>(steps.size());
        AnswerBudget budget = new AnswerBudget();
        for (Step step : steps) {
            Result result = read(step);
            results.add(step instanceof Step.Items ? budget.fit(result) : result);
        }
        return ReplyCodec.encode(results);
    }

    @Override
    public void writeSnapshot(OutputStream out) throws IOException {
        SnapshotWriter writer = new SnapshotWriter(out);
        List<Key> registers = tables.registerKeys();
        writer.count(registers.size());
        for (Key key : registers) {
            byte @Nullable [] value = tables.register(key);
            writer.register(key, value == null ? new byte[0] : value);
        }
        List<Key> lists = tables.listKeys();
        writer.count(lists.size());
        for (Key key : lists) {
            writer.list(key, tables.items(key).size());
            for (byte[] item : tables.items(key)) {
                writer.item(item);
            }
        }
        List<Key> numbers = tables.numberKeys();
        writer.count(numbers.size());
        for (Key key : numbers) {
            writer.number(key, numberOr(key, 0));
        }
    }

    @Override
    public void restoreSnapshot(InputStream in) throws IOException {
        undo.clear();
        tables.clear();
        SnapshotReader.read(in, new SnapshotReader.Sink() {
            @Override
            public void onRegister(Key key, byte[] value) {
                tables.setRegister(key, value);
            }

            @Override
            public void onList(Key key) {
                // made by its first item
            }

            @Override
            public void onItem(Key key, byte[] item) {
                tables.append(key, item);
            }

            @Override
            public void onNumber(Key key, long number) {
                tables.setNumber(key, number);
            }
        });
    }

    @Override
    public long digest() {
        return tables.digest();
    }

    @Override
    public void mark(long point) {
        undo.mark(point);
    }

    @Override
    public void revertTo(long point) {
        undo.revertTo(point);
    }

    @Override
    public void forgetBefore(long point) {
        undo.forgetBefore(point);
    }
}
