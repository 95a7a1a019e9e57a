package io.dsfm.statemachine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * One running copy of a variant of a deterministic application.
 *
 * <p>Threading: an instance is called by one thread at a time, and every call sees the effects of the one before it. It
 * needs no locks and starts no threads.
 *
 * <p>Determinism: what a call does, gives and leaves behind depends only on the state, the input and the context handed
 * in. Clocks, random numbers, threads, files, the network, the default locale, time zone or charset,
 * {@link Object#hashCode()} of objects that do not define it, iteration over hash collections and floating point are
 * banned, as each can differ between two nodes. The time is {@link InputContext#timestampNanos()}.
 *
 * <p>Failure: an input that the application refuses is answered by a coded reply, with the state unchanged. An exception
 * thrown by any method other than {@link #restoreSnapshot} means that the implementation is broken: the instance is not
 * called again.
 *
 * <p>A minimal counter:
 *
 * <pre>{@code
 * public final class Counter implements StateMachine {
 *     private long value;
 *
 *     public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
 *         value += input.remaining();
 *         outputs.reply(ByteBuffer.allocate(8).putLong(0, value).array());
 *     }
 *
 *     public byte[] query(ByteBuffer query) {
 *         return ByteBuffer.allocate(8).putLong(0, value).array();
 *     }
 *
 *     public void writeSnapshot(OutputStream out) throws IOException {
 *         new DataOutputStream(out).writeLong(value);
 *     }
 *
 *     public void restoreSnapshot(InputStream in) throws IOException {
 *         value = new DataInputStream(in).readLong();
 *     }
 *
 *     public long digest() {
 *         return Digest64.mix(value);
 *     }
 * }
 * }</pre>
 */
public interface StateMachine {

    /**
     * Executes one input: changes the state, gives exactly one reply and zero or more events, in the order of the calls
     * on {@code outputs}.
     *
     * @param context what is known of the input; valid during this call only
     * @param input the bytes that the client submitted, from position to limit, big endian, read-only; any content and
     *     any length from 0 may come, since nothing checks it before this method. Valid during this call only
     * @param outputs takes the reply, the events, and the timers to schedule or cancel; valid during this call only
     */
    void execute(InputContext context, ByteBuffer input, Outputs outputs);

    /**
     * Executes the firing of a timer, which is an input in the log like any other, with its own sequence and timestamp.
     * The timer is no longer scheduled when this is called. It is called once for each scheduled timer that was not
     * cancelled, at a timestamp not before its deadline; timers due at the same time fire in order of deadline, and with
     * equal deadlines in order of {@code timerId}.
     *
     * <p>Gives events, no reply, since no client waits for one.
     *
     * @param context what is known of the input; its client id is {@link InputContext#NO_CLIENT}
     * @param timerId the id under which the timer was scheduled
     * @param outputs takes events, and timers to schedule or cancel
     */
    default void onTimer(InputContext context, long timerId, Outputs outputs) {
        throw new UnsupportedOperationException(
                "a timer fired in a state machine without onTimer: timerId=" + timerId + ", machine=" + getClass());
    }

    /**
     * Answers a question about the state without changing anything that {@link #digest}, {@link #writeSnapshot} or a
     * later call could show.
     *
     * @param query the bytes that the client sent, from position to limit, big endian, read-only; any content may come
     * @return the answer; a query that the application does not understand is answered by a coded reply as well
     */
    byte[] query(ByteBuffer query);

    /**
     * Writes the whole state in the application's snapshot format, which every variant reads. The same state gives the
     * same bytes in every variant. Session and timer tables are the framework's and not part of it.
     *
     * @param out takes the bytes; buffered, not closed by the implementation
     * @throws IOException only if {@code out} throws it
     */
    void writeSnapshot(OutputStream out) throws IOException;

    /**
     * Replaces the whole state by the one that a snapshot holds. Marks of {@link Revertible} are forgotten.
     *
     * @param in gives exactly the bytes that some variant of this application wrote; buffered, not
     *     closed by the implementation
     * @throws IOException if {@code in} throws it, or if the bytes are not a snapshot of this application; the state is
     *     then undefined and the instance is discarded
     */
    void restoreSnapshot(InputStream in) throws IOException;

    /**
     * A canonical digest of the whole state: equal states have equal digests in every variant, and states that could
     * ever give different outputs have, with overwhelming probability, different ones.
     *
     * <p>It is called often (by default once in a thousand inputs, and in tests after each), so an implementation with a
     * large state keeps it up to date as the state changes; {@link Digest64} serves for that.
     *
     * @return 64 bits, of which all values are allowed
     */
    long digest();
}
