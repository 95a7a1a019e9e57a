package io.dsfm.sample.matching.domain;

import org.jspecify.annotations.Nullable;

/** The kinds of commands. Codes from 4 on are free. */
public enum CommandType {
    /** Makes a symbol known, with an empty book. */
    ADD_SYMBOL(1, 24),
    /** Sends an order to a symbol's book. */
    NEW_ORDER(2, 32),
    /** Takes a resting order, or a part of it, out of its book. */
    CANCEL(3, 24);

    private final byte code;
    private final int sizeBytes;

    CommandType(int code, int sizeBytes) {
        this.code = (byte) code;
        this.sizeBytes = sizeBytes;
    }

    /** The stable code of the command: the first byte of its message. */
    public byte code() {
        return code;
    }

    /** The exact length of the command's message. */
    public int sizeBytes() {
        return sizeBytes;
    }

    /** The kind with the given code, or null. */
    public static @Nullable CommandType ofCode(int code) {
        return switch (code) {
            case 1 -> ADD_SYMBOL;
            case 2 -> NEW_ORDER;
            case 3 -> CANCEL;
            default -> null;
        };
    }
}
