package io.dsfm.ratis.stream;

import java.util.List;

/**
 * One result of the stream: what the group released for one input, for good. The same for everybody who ever reads it.
 *
 * <p>Threading: immutable, as long as nobody writes into its arrays.
 *
 * @param sequence the number of the input among all that the group executed: 1, 2, 3, ... without gaps
 * @param index the index of the Raft log entry that holds the input
 * @param timestampNanos when it was executed, in the log's time: nanoseconds since 1970-01-01T00:00:00Z
 * @param clientId whose input it was; 0 for a timer that fired
 * @param number the client's request number, or the timer's id
 * @param chainDigest the digest of all outputs up to this one, this one included: two streams in which it is the same here
 *     are the same up to here
 * @param reply the reply of the state machine; empty for a timer
 * @param events the events of the state machine, in order; those that the subscriber wants
 * @param encoded all of it, as {@link ResultCodec} writes it
 */
public record StreamResult(
        long sequence,
        long index,
        long timestampNanos,
        long clientId,
        long number,
        long chainDigest,
        byte[] reply,
        List<Event> events,
        byte[] encoded) {

    /** Whether it is that of a timer, which no client has asked for. */
    public boolean isTimer() {
        return clientId == 0;
    }

    /**
     * One event.
     *
     * @param type its kind, in the application's numbering, from 0 to 65,535
     * @param payload its bytes
     */
    public record Event(int type, byte[] payload) {}
}
