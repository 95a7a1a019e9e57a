package io.dsfm.sample.matching.domain;

import org.jspecify.annotations.Nullable;

/** The kinds of events, by the framework's event type number. Codes from 6 on are free. */
public enum EventType {
    /** A symbol was made known. */
    SYMBOL_ADDED(1, 24),
    /** An order was accepted; its trades follow. */
    ACCEPTED(2, 40),
    /** An incoming order traded with a resting one. */
    FILLED(3, 72),
    /** Lots of an order were taken away without a trade. */
    CANCELLED(4, 40),
    /** A command was rejected, and nothing changed. */
    REJECTED(5, 24);

    private static final EventType[] ALL = values();

    private final int code;
    private final int sizeBytes;

    EventType(int code, int sizeBytes) {
        this.code = code;
        this.sizeBytes = sizeBytes;
    }

    /** The stable code of the event. */
    public int code() {
        return code;
    }

    /** The exact length of the event's message. */
    public int sizeBytes() {
        return sizeBytes;
    }

    /** The kind with the given code, or null. */
    public static @Nullable EventType ofCode(int code) {
        return code >= 1 && code <= ALL.length ? ALL[code - 1] : null;
    }
}
