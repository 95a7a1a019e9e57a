package io.dsfm.sample.matching.harness;

import io.dsfm.sample.matching.domain.Event;
import io.dsfm.sample.matching.domain.Reply;
import io.dsfm.statemachine.Outputs;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** What an instance gave for one input, byte for byte. */
public final class Result implements Outputs {

    /** Stands for the reply where the type of an event would stand. */
    private static final int REPLY = -1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    private final List<int[]> typesAndEnds = new ArrayList<>(4);

    /** The reply. */
    public Reply reply() {
        return Reply.decode(bytesOf(typesAndEnds.size() - 1, REPLY));
    }

    /** The events, in order. */
    public List<Event> events() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < typesAndEnds.size() - 1; i++) {
            int type = typesAndEnds.get(i)[0];
            events.add(Event.decode(type, bytesOf(i, type)));
        }
        return events;
    }

    /** The events of one kind, in order. */
    public <T extends Event> List<T> events(Class<T> kind) {
        return events().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Whether another instance gave the same, in the same order. */
    public boolean isSameAs(Result other) {
        if (typesAndEnds.size() != other.typesAndEnds.size()) {
            return false;
        }
        for (int i = 0; i < typesAndEnds.size(); i++) {
            if (!Arrays.equals(typesAndEnds.get(i), other.typesAndEnds.get(i))) {
                return false;
            }
        }
        return Arrays.equals(bytes.toByteArray(), other.bytes.toByteArray());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < typesAndEnds.size(); i++) {
            int type = typesAndEnds.get(i)[0];
            text.append(type == REPLY ? "reply " : "event " + type + " ");
            ByteBuffer part = bytesOf(i, type);
            byte[] copy = new byte[part.remaining()];
            part.get(copy);
            text.append(HexFormat.of().formatHex(copy)).append('\n');
        }
        return text.toString();
    }

    private ByteBuffer bytesOf(int part, int type) {
        if (part < 0 || typesAndEnds.get(part)[0] != type) {
            throw new IllegalStateException("the reply is not the last that was given: parts=" + typesAndEnds.size());
        }
        int start = part == 0 ? 0 : typesAndEnds.get(part - 1)[1];
        return ByteBuffer.wrap(bytes.toByteArray(), start, typesAndEnds.get(part)[1] - start);
    }

    @Override
    public void reply(byte[] given, int offset, int length) {
        add(REPLY, given, offset, length);
    }

    @Override
    public void event(int type, byte[] given, int offset, int length) {
        add(type, given, offset, length);
    }

    private void add(int type, byte[] given, int offset, int length) {
        if (!typesAndEnds.isEmpty() && typesAndEnds.get(typesAndEnds.size() - 1)[0] == REPLY) {
            throw new IllegalStateException("something was given after the reply: type=" + type);
        }
        bytes.write(given, offset, length);
        typesAndEnds.add(new int[] {type, bytes.size()});
    }

    @Override
    public void scheduleTimer(long timerId, long deadlineNanos) {
        throw new UnsupportedOperationException("the engine has no timers: timerId=" + timerId);
    }

    @Override
    public void cancelTimer(long timerId) {
        throw new UnsupportedOperationException("the engine has no timers: timerId=" + timerId);
    }
}
