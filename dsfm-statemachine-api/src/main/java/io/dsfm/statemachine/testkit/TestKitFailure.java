package io.dsfm.statemachine.testkit;

/**
 * A variant, or several together, does not keep the contract of {@link io.dsfm.statemachine.StateMachine}. The message
 * names the check, the variants, the input in hexadecimal, what both sides gave, the seed, the smallest stream
 * that shows it, and the line of code that repeats it.
 *
 * <p>Threading: immutable.
 */
public final class TestKitFailure extends AssertionError {

    private static final long serialVersionUID = 1;

    /** What was not as it must be. */
    public enum Check {
        /** Names, versions and instances that a provider gives. */
        PROVIDER,
        /** Variants give the same reply. */
        REPLY,
        /** Variants give the same events in the same order. */
        EVENTS,
        /** Variants schedule and cancel the same timers in the same order. */
        TIMERS,
        /** Variants have the same digest, and different states have different ones. */
        DIGEST,
        /** A snapshot, the same bytes in all variants, restores state and future of every variant. */
        SNAPSHOT,
        /** A revert gives back the state that was marked, and its future. */
        REVERT,
        /** A query changes nothing, and variants give the same answer. */
        QUERY,
        /** No method throws. */
        EXCEPTION,
        /** An input that is cut short, padded or bit-flipped gets the same reply from all variants. */
        MALFORMED_INPUT,
        /** A rejected input leaves the state unchanged. */
        REJECTION,
        /** Exactly one reply to an input, none to a timer; event types in range; no more bytes than a node takes. */
        OUTPUT_RULES,
        /** Executed again, the same inputs give the same bytes. */
        REPEATABILITY,
        /** The default locale has no influence. */
        LOCALE,
        /** The default time zone has no influence. */
        TIME_ZONE,
        /** The default charset has no influence. */
        CHARSET,
        /** Identity hash codes, and the order of hash collections that depends on them, have no influence. */
        HASH_ORDER,
        /** The wall clock and other clocks of the machine are not read. */
        CLOCK,
        /** Random numbers are not used. */
        RANDOM,
        /** Threads are not started. */
        THREAD,
        /** Files are not used. */
        FILE,
        /** The network and other processes are not used. */
        NETWORK,
        /** Processors, memory, system properties and environment variables of the machine are not asked for. */
        ENVIRONMENT,
        /** The provider's text format writes any bytes, and does not throw. */
        TEXT_FORMAT
    }

    private final Check check;
    private final String variant;
    private final long sequence;
    private final transient Recording recording;

    TestKitFailure(Check check, String variant, long sequence, Recording recording, String message, Throwable cause) {
        super(message, cause);
        this.check = check;
        this.variant = variant;
        this.sequence = sequence;
        this.recording = recording;
    }

    /** What was not as it must be. */
    public Check check() {
        return check;
    }

    /**
     * The variant in which it was found; of variants that differ the one that the others outvote, or that does not pass when
     * it is tested alone. {@code one of: a, b} if neither is so.
     */
    public String variant() {
        return variant;
    }

    /** The sequence of the input in the smallest stream, or 0 if it is no matter of one. */
    public long sequence() {
        return sequence;
    }

    /** The smallest stream that shows it, as far as it could be found; empty if no stream is needed. */
    public Recording recording() {
        return recording;
    }
}
