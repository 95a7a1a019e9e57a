package io.dsfm.sample.matching.harness;

import io.dsfm.sample.matching.MatchingApplication;
import io.dsfm.sample.matching.domain.Event;
import io.dsfm.sample.matching.domain.Reply;
import io.dsfm.statemachine.Outputs;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What an instance gave for one input, byte for byte and in order, its timer calls among it. */
public final class Result implements Outputs {

    /* Stand where the type of an event would stand. */
    private static final int REPLY = -1;
    private static final int SCHEDULE = -2;
    private static final int CANCEL = -3;

    private final Timers timers;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    private final List<int[]> typesAndEnds = new ArrayList<>(4);

    Result(Timers timers) {
        this.timers = timers;
    }

    /** The reply. */
    public Reply reply() {
        return Reply.decode(bytesOf(typesAndEnds.size() - 1, REPLY));
    }

    /** The events, in order. */
    public List<Event> events() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < typesAndEnds.size(); i++) {
            int type = typesAndEnds.get(i)[0];
            if (type >= 0) {
                events.add(Event.decode(type, bytesOf(i, type)));
            }
        }
        return events;
    }

    /** The types of the events, in order. */
    public List<Integer> types() {
        return typesAndEnds.stream()
                .map(part -> part[0])
                .filter(type -> type >= 0)
                .toList();
    }

    /** The events of one kind, in order. */
    public <T extends Event> List<T> events(Class<T> kind) {
        return events().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** How many bytes of output a node counts for this. */
    public int countedBytes() {
        int counted = bytes.size();
        for (int[] part : typesAndEnds) {
            counted += part[0] >= 0 ? 8 : part[0] == REPLY ? 0 : 1;
        }
        return counted;
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

    /** All of it as text, a line for each part, each behind two blanks. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < typesAndEnds.size(); i++) {
            int type = typesAndEnds.get(i)[0];
            ByteBuffer part = bytesOf(i, type);
            String line = switch (type) {
                case REPLY -> MatchingApplication.TEXT_FORMAT.formatReply(part);
                case SCHEDULE -> "schedule timer " + part.getLong() + " at " + part.getLong();
                case CANCEL -> "cancel timer " + part.getLong();
                default -> MatchingApplication.TEXT_FORMAT.formatEvent(type, part);
            };
            text.append("  ").append(line).append('\n');
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

    /** Requires that a client's input was answered, and a timer was not. */
    Result requireReply(boolean isDue) {
        int last = typesAndEnds.isEmpty() ? 0 : typesAndEnds.get(typesAndEnds.size() - 1)[0];
        if ((last == REPLY) != isDue) {
            throw new IllegalStateException("a reply is missing, or is one too many: due=" + isDue + ", gave\n" + this);
        }
        return this;
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
        timers.schedule(timerId, deadlineNanos);
        byte[] call =
                ByteBuffer.allocate(16).putLong(timerId).putLong(deadlineNanos).array();
        add(SCHEDULE, call, 0, call.length);
    }

    @Override
    public void cancelTimer(long timerId) {
        timers.cancel(timerId);
        add(CANCEL, ByteBuffer.allocate(8).putLong(timerId).array(), 0, 8);
    }
}
