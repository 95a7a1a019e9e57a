package io.dsfm.ratis.client;

import java.util.Arrays;
import java.util.List;

/**
 * The result of one input: what the first instance to execute it gave. The same for everyone who ever asks.
 *
 * @param requestNumber the client's number of the request, from 1
 * @param index the index of the Raft log entry that holds the input
 * @param sequence the number of the input among all that the group executed, from 1
 * @param timestampNanos the time at which it was executed, in the log's time: nanoseconds since 1970-01-01T00:00:00Z
 * @param reply the reply of the state machine
 * @param events the events of the state machine, in order
 */
public record Result(
        long requestNumber, long index, long sequence, long timestampNanos, byte[] reply, List<Event> events) {

    /** Whether the other is the same result: of the same execution of the same request, with the same reply. */
    public boolean isSameAs(Result other) {
        return requestNumber == other.requestNumber
                && index == other.index
                && sequence == other.sequence
                && timestampNanos == other.timestampNanos
                && Arrays.equals(reply, other.reply);
    }

    /**
     * One event.
     *
     * @param type its kind, in the application's numbering
     * @param payload its bytes
     */
    public record Event(int type, byte[] payload) {}
}
