package io.dsfm.sample.matching.domain;

import org.jspecify.annotations.Nullable;

/** Why lots were taken away. Codes from 4 on are free. */
public enum CancelReason {
    /** The client asked for it. */
    CLIENT(1),
    /** The order is immediate or cancel, and nothing more could trade at once. */
    IMMEDIATE_OR_CANCEL(2),
    /** The order has traded as often as one order may. */
    FILL_LIMIT(3);

    private static final CancelReason[] ALL = values();

    private final byte code;

    CancelReason(int code) {
        this.code = (byte) code;
    }

    /** The stable code of the reason in messages. */
    public byte code() {
        return code;
    }

    /** The reason with the given code, or null. */
    public static @Nullable CancelReason ofCode(int code) {
        return code >= 1 && code <= ALL.length ? ALL[code - 1] : null;
    }
}
