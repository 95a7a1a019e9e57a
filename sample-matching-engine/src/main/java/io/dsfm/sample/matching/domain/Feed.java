package io.dsfm.sample.matching.domain;

import org.jspecify.annotations.Nullable;

/** Which changes of a symbol's book are told by events. */
public enum Feed {
    /** None. */
    NONE(0),
    /** Those of the best price or of the lots there. */
    TOP(1),
    /** Those of any level, and those of {@link #TOP}. */
    DEPTH(2);

    private static final Feed[] ALL = values();

    private final byte code;

    Feed(int code) {
        this.code = (byte) code;
    }

    /** The stable code of the feed in messages. */
    public byte code() {
        return code;
    }

    /** The feed with the given code, or null. */
    public static @Nullable Feed ofCode(int code) {
        return code >= 0 && code < ALL.length ? ALL[code] : null;
    }
}
