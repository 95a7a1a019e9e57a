package io.dsfm.statemachine;

/**
 * What is known of the input being executed. Everything in it comes from the replicated log, and is the same for every
 * instance on every node.
 *
 * <p>Threading: read it during the call to which it was passed; the framework reuses the object for the next input.
 */
public interface InputContext {

    /** The client id of an input that no client sent, such as the firing of a timer. Clients' ids are positive. */
    long NO_CLIENT = 0;

    /** The index, from 1, of the Raft log entry that holds the input. An entry may hold many inputs. */
    long index();

    /** The number of the input: 1, 2, 3, ... without gaps, one for each call of {@code execute} or {@code onTimer}. */
    long sequence();

    /**
     * The time in the log, in nanoseconds since 1970-01-01T00:00:00Z, as the leader stamped it when it received the
     * input. It never goes backwards from one input to the next, through changes of leader too. It can stand still.
     */
    long timestampNanos();

    /** The id, above 0, of the client that sent the input, or {@link #NO_CLIENT}. */
    long clientId();
}
