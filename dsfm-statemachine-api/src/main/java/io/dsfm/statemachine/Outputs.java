package io.dsfm.statemachine;

/**
 * Takes what a state machine gives for one input. All of it, in order, byte for byte, is compared between instances.
 *
 * <p>Threading: valid during the call to which it was passed, on the thread of that call.
 *
 * <p>Failure: a call that breaks a rule throws {@link IllegalStateException} or {@link IllegalArgumentException}, which
 * an implementation lets pass: it has a bug. So has one that gives more bytes for an input than the node's limit
 * {@code limits.outputBytes}.
 */
public interface Outputs {

    /**
     * Gives the reply to the client; exactly once for each input of a client, never for a timer. The bytes are copied.
     *
     * @param bytes holds the reply
     * @param offset where it starts
     * @param length its length, from 0
     */
    void reply(byte[] bytes, int offset, int length);

    /** Gives the whole of {@code bytes} as the reply. */
    default void reply(byte[] bytes) {
        reply(bytes, 0, bytes.length);
    }

    /**
     * Gives an event, for those who follow the stream of results. The bytes are copied.
     *
     * @param type what kind of event it is, in the application's own numbering, from 0 to 65,535; readers filter by it
     * @param bytes holds the event
     * @param offset where it starts
     * @param length its length, from 0
     */
    void event(int type, byte[] bytes, int offset, int length);

    /** Gives the whole of {@code bytes} as an event. */
    default void event(int type, byte[] bytes) {
        event(type, bytes, 0, bytes.length);
    }

    /**
     * Schedules a timer, in place of one that may be scheduled under the same id. The timer survives restarts, changes
     * of leader and snapshots. A deadline that has passed already is allowed: the timer fires soon, in an input of its
     * own.
     *
     * @param timerId the application's id of the timer; any value
     * @param deadlineNanos the earliest {@link InputContext#timestampNanos()} at which it fires
     */
    void scheduleTimer(long timerId, long deadlineNanos);

    /**
     * Cancels a timer: it will not fire, even if its deadline has passed already.
     *
     * @param timerId the id under which it was scheduled; nothing happens if none is scheduled under it
     */
    void cancelTimer(long timerId);
}
