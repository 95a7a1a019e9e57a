package io.dsfm.sample.matching.domain;

import org.jspecify.annotations.Nullable;

/** The kinds of events, by the framework's event type number. Codes from 12 on are free. */
public enum EventType {
    /** A symbol was made known. */
    SYMBOL_ADDED(1, 24),
    /** An order was accepted; its trades follow. The long form has {@link #ACCEPTED_LONG_BYTES}. */
    ACCEPTED(2, 40),
    /** An incoming order traded with a resting one. */
    FILLED(3, 72),
    /** Lots of an order were taken away without a trade. */
    CANCELLED(4, 40),
    /** A command was rejected, and nothing changed. */
    REJECTED(5, 24),
    /** An order was given another price or quantity; its trades follow. */
    REPLACED(6, 40),
    /** A waiting order was triggered; its trades follow. */
    TRIGGERED(7, 24),
    /** A symbol was opened, halted or closed. */
    STATE_SET(8, 8),
    /** A symbol was configured. */
    CONFIGURED(9, 32),
    /** A level of a book has changed. */
    DEPTH(10, 32),
    /** The best of a book has changed. */
    TOP_OF_BOOK(11, 40);

    /** The length of {@link #ACCEPTED} for an order in the long form. */
    public static final int ACCEPTED_LONG_BYTES = 72;

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

    /** The length of the event's message, in its short form if it has two. */
    public int sizeBytes() {
        return sizeBytes;
    }

    /** The kind with the given code, or null. */
    public static @Nullable EventType ofCode(int code) {
        return code >= 1 && code <= ALL.length ? ALL[code - 1] : null;
    }
}
