package io.dsfm.sample.matching.domain;

import org.jspecify.annotations.Nullable;

/** Which orders a mass cancellation concerns. */
public enum CancelScope {
    /** Those of the client that sends it, in all symbols. */
    OWN(1),
    /** Those of the client that sends it, in one symbol. */
    OWN_IN_SYMBOL(2),
    /** Those of all clients, in one symbol. */
    ALL_IN_SYMBOL(3);

    private static final CancelScope[] ALL = values();

    private final byte code;

    CancelScope(int code) {
        this.code = (byte) code;
    }

    /** The stable code of the scope in messages. */
    public byte code() {
        return code;
    }

    /** The scope with the given code, or null. */
    public static @Nullable CancelScope ofCode(int code) {
        return code >= 1 && code <= ALL.length ? ALL[code - 1] : null;
    }
}
