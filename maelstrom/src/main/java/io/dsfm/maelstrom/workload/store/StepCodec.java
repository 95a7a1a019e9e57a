package io.dsfm.maelstrom.workload.store;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Inputs and queries as bytes, big endian: the number of steps (1 byte, from 1; if there are more than 255, a 0 and 2 bytes), then each step: its code (1), its space
 * (1), its name (2 for the length, the bytes), and what else it needs; values with 4 bytes of length. Nothing follows.
 */
public final class StepCodec {

    /** The most steps of an input or a query. */
    public static final int STEPS = 65_535;

    /** As many as one byte can tell. */
    private static final int FEW_STEPS = 255;

    /** The longest value or item, in bytes. */
    public static final int VALUE_BYTES = 64 << 10;

    private static final int GET = 1;
    private static final int PUT = 2;
    private static final int COMPARE_AND_SET = 3;
    private static final int APPEND = 4;
    private static final int ITEMS = 5;
    private static final int ADD = 6;
    private static final int RAISE_TO = 7;
    private static final int NUMBER = 8;
    private static final int NAMES = 9;

    private StepCodec() {}

    /** The bytes of an input or a query. */
    public static byte[] encode(List<Step> steps) {
        if (steps.isEmpty() || steps.size() > STEPS) {
            throw new IllegalArgumentException("steps=" + steps.size() + ", accepted: 1 to " + STEPS);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            if (steps.size() <= FEW_STEPS) {
                out.writeByte(steps.size());
            } else {
                out.writeByte(0);
                out.writeShort(steps.size());
            }
            for (Step step : steps) {
                write(out, step);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is no device
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, Step step) throws IOException {
        if (step instanceof Step.Get) {
            head(out, GET, step.key());
        } else if (step instanceof Step.Put put) {
            head(out, PUT, step.key());
            value(out, put.value());
        } else if (step instanceof Step.CompareAndSet cas) {
            head(out, COMPARE_AND_SET, step.key());
            value(out, cas.from());
            value(out, cas.to());
            out.writeBoolean(cas.createsMissing());
        } else if (step instanceof Step.Append append) {
            head(out, APPEND, step.key());
            value(out, append.item());
        } else if (step instanceof Step.Items items) {
            head(out, ITEMS, step.key());
            out.writeLong(items.from());
            out.writeInt(items.most());
        } else if (step instanceof Step.Add add) {
            head(out, ADD, step.key());
            out.writeLong(add.delta());
        } else if (step instanceof Step.RaiseTo raise) {
            head(out, RAISE_TO, step.key());
            out.writeLong(raise.floor());
        } else if (step instanceof Step.Total) {
            head(out, NUMBER, step.key());
        } else {
            head(out, NAMES, step.key());
        }
    }

    private static void head(DataOutputStream out, int code, Key key) throws IOException {
        out.writeByte(code);
        out.writeByte(key.space());
        out.writeShort(key.name().length);
        out.write(key.name());
    }

    private static void value(DataOutputStream out, byte[] bytes) throws IOException {
        if (bytes.length > VALUE_BYTES) {
            throw new IllegalArgumentException("valueBytes=" + bytes.length + ", accepted: up to " + VALUE_BYTES);
        }
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** The steps of an input; empty if the bytes are none. */
    public static Optional<List<Step>> decodeInput(ByteBuffer bytes) {
        return decode(bytes).filter(StepCodec::isInput);
    }

    /** The steps of a query; empty if the bytes are none. */
    public static Optional<List<Step>> decodeQuery(ByteBuffer bytes) {
        return decode(bytes).filter(steps -> steps.stream().allMatch(Step::isReading));
    }

    private static boolean isInput(List<Step> steps) {
        return steps.stream()
                .noneMatch(
                        step -> step instanceof Step.Names || (step instanceof Step.CompareAndSet && steps.size() > 1));
    }

    private static Optional<List<Step>> decode(ByteBuffer bytes) {
        try {
            int few = bytes.get() & 0xff;
            int count = few > 0 ? few : bytes.getShort() & 0xffff;
            if (few == 0 && count <= FEW_STEPS) {
                return Optional.empty(); // one way only to write a number
            }
            List<Step> steps = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                steps.add(step(bytes));
            }
            return bytes.hasRemaining() ? Optional.empty() : Optional.of(steps);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Step step(ByteBuffer bytes) {
        int code = bytes.get();
        int space = bytes.get() & 0xff;
        Key key = new Key(space, take(bytes, bytes.getShort() & 0xffff, Key.NAME_BYTES));
        return switch (code) {
            case GET -> new Step.Get(key);
            case PUT -> new Step.Put(key, value(bytes));
            case COMPARE_AND_SET -> new Step.CompareAndSet(key, value(bytes), value(bytes), flag(bytes));
            case APPEND -> new Step.Append(key, value(bytes));
            case ITEMS -> new Step.Items(key, notNegative(bytes.getLong()), (int) notNegative(bytes.getInt()));
            case ADD -> new Step.Add(key, bytes.getLong());
            case RAISE_TO -> new Step.RaiseTo(key, bytes.getLong());
            case NUMBER -> new Step.Total(key);
            case NAMES -> new Step.Names(key);
            default -> throw new IllegalArgumentException("unknown step: code=" + code);
        };
    }

    private static byte[] value(ByteBuffer bytes) {
        return take(bytes, bytes.getInt(), VALUE_BYTES);
    }

    private static byte[] take(ByteBuffer bytes, int length, int most) {
        if (length < 0 || length > most || length > bytes.remaining()) {
            throw new IllegalArgumentException("length=" + length + ", accepted: 0 to " + most);
        }
        byte[] taken = new byte[length];
        bytes.get(taken);
        return taken;
    }

    private static boolean flag(ByteBuffer bytes) {
        byte flag = bytes.get();
        if (flag != 0 && flag != 1) {
            throw new IllegalArgumentException("flag=" + flag);
        }
        return flag == 1;
    }

    private static long notNegative(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("number=" + number);
        }
        return number;
    }
}
