package io.dsfm.ratis.stream;

import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which results a subscriber wants. A result passes if its client is one of those and it has an event of one of those types;
 * it then comes with the events of those types alone, and with its reply.
 *
 * <p>Threading: immutable.
 *
 * @param clients client ids, of which 0 stands for timers; empty for all
 * @param eventTypes event types; empty for all, those without events included
 */
public record ResultFilter(Set<Long> clients, Set<Integer> eventTypes) {

    /** Everything. */
    public static final ResultFilter ALL = new ResultFilter(Set.of(), Set.of());

    /** How many clients and how many event types may be named. */
    public static final int NAMES_MAX = 1_024;

    /** Copies the sets. */
    public ResultFilter {
        clients = Set.copyOf(clients);
        eventTypes = Set.copyOf(eventTypes);
        if (clients.size() > NAMES_MAX || eventTypes.size() > NAMES_MAX) {
            throw new IllegalArgumentException("too many names in a filter: clients=" + clients.size() + ", eventTypes="
                    + eventTypes.size() + ", accepted: up to " + NAMES_MAX);
        }
    }

    /** Whether nothing is left out. */
    public boolean isAll() {
        return clients.isEmpty() && eventTypes.isEmpty();
    }

    /** What the subscriber gets of a whole record: all of it, a smaller one, or null for nothing. */
    public byte @Nullable [] apply(byte[] record) {
        if (!clients.isEmpty() && !clients.contains(ResultCodec.clientId(record))) {
            return null;
        }
        return eventTypes.isEmpty() ? record : withEvents(record);
    }

    private byte @Nullable [] withEvents(byte[] record) {
        ByteBuffer in = ByteBuffer.wrap(record);
        int countAt = ResultCodec.REPLY_AT + 4 + in.getInt(ResultCodec.REPLY_AT);
        int count = in.getInt(countAt);
        int wanted = 0;
        int wantedBytes = 0;
        int at = countAt + 4;
        for (int i = 0; i < count; i++) {
            int eventBytes = 8 + in.getInt(at + 4);
            if (eventTypes.contains(in.getInt(at))) {
                wanted++;
                wantedBytes += eventBytes;
            }
            at += eventBytes;
        }
        if (wanted == 0 || wanted == count) {
            return wanted == 0 ? null : record;
        }
        ByteBuffer out = ByteBuffer.allocate(countAt + 4 + wantedBytes);
        out.put(record, 0, countAt).putInt(wanted);
        at = countAt + 4;
        for (int i = 0; i < count; i++) {
            int eventBytes = 8 + in.getInt(at + 4);
            if (eventTypes.contains(in.getInt(at))) {
                out.put(record, at, eventBytes);
            }
            at += eventBytes;
        }
        return ResultCodec.seal(out.array());
    }
}
