package io.dsfm.sample.matching.domain;

import org.jspecify.annotations.Nullable;

/** What happens when an incoming order meets a resting order of the same client. The incoming order's choice counts. */
public enum SelfTrade {
    /** They trade. */
    ALLOWED(0),
    /** The resting order is cancelled whole, and the incoming order goes on. */
    CANCEL_OLDEST(1),
    /** What is left of the incoming order is cancelled. */
    CANCEL_NEWEST(2);

    private static final SelfTrade[] ALL = values();

    private final byte code;

    SelfTrade(int code) {
        this.code = (byte) code;
    }

    /** The stable code of the choice in messages. */
    public byte code() {
        return code;
    }

    /** The choice with the given code, or null. */
    public static @Nullable SelfTrade ofCode(int code) {
        return code >= 0 && code < ALL.length ? ALL[code] : null;
    }
}
