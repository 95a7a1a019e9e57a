package io.dsfm.sample.matching.domain;

import org.jspecify.annotations.Nullable;

/** Whether a symbol trades. */
public enum SymbolState {
    /** Everything is permitted. */
    OPEN(1),
    /** Orders stay and can be cancelled; none comes, is replaced or is triggered. */
    HALTED(2),
    /** As halted; and the orders that are there are being cancelled, or have been. */
    CLOSED(3);

    private static final SymbolState[] ALL = values();

    private final byte code;

    SymbolState(int code) {
        this.code = (byte) code;
    }

    /** The stable code of the state in messages. */
    public byte code() {
        return code;
    }

    /** The state with the given code, or null. */
    public static @Nullable SymbolState ofCode(int code) {
        return code >= 1 && code <= ALL.length ? ALL[code - 1] : null;
    }
}
