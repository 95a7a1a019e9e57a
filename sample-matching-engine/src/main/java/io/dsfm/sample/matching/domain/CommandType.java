package io.dsfm.sample.matching.domain;

import org.jspecify.annotations.Nullable;

/** The kinds of commands. Codes from 8 on are free. */
public enum CommandType {
    /** Makes a symbol known, with an empty book. */
    ADD_SYMBOL(1, 24),
    /** Sends an order to a symbol's book; the long form has {@link NewOrder#LONG_SIZE_BYTES}. */
    NEW_ORDER(2, 32),
    /** Takes a resting order, or a part of it, out of its book. */
    CANCEL(3, 24),
    /** Sets a symbol's price step, price band and feed. */
    CONFIGURE(4, 32),
    /** Opens, halts or closes a symbol. */
    SET_STATE(5, 8),
    /** Gives a resting order another price or quantity. */
    REPLACE(6, 32),
    /** Cancels many orders. */
    MASS_CANCEL(7, 8);

    private static final CommandType[] ALL = values();

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

    /** The length of the command's message, in its short form if it has two. */
    public int sizeBytes() {
        return sizeBytes;
    }

    /** Whether a message of this kind may have this length. */
    public boolean hasSize(int bytes) {
        return bytes == sizeBytes || this == NEW_ORDER && bytes == NewOrder.LONG_SIZE_BYTES;
    }

    /** The kind with the given code, or null. */
    public static @Nullable CommandType ofCode(int code) {
        return code >= 1 && code <= ALL.length ? ALL[code - 1] : null;
    }
}
