package io.dsfm.sample.matching.domain;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one message that an engine wrote, or refuses it as misuse. Off the hot path. */
final class FieldReader {

    private final String what;
    private final ByteBuffer bytes;

    /** Reads a message of exactly the given length. */
    FieldReader(String what, ByteBuffer bytes, int sizeBytes) {
        this(what, bytes);
        requireSize(sizeBytes);
    }

    /** Reads a message of any length above 0. */
    FieldReader(String what, ByteBuffer bytes) {
        this.what = what;
        this.bytes = bytes.slice();
        if (this.bytes.limit() == 0) {
            throw new IllegalArgumentException("not a " + what + ": sizeBytes=0");
        }
    }

    void requireSize(long sizeBytes) {
        if (bytes.limit() != sizeBytes) {
            throw new IllegalArgumentException(
                    "not a " + what + ": sizeBytes=" + bytes.limit() + ", accepted: " + sizeBytes);
        }
    }

    FieldReader requireAtLeast(int sizeBytes) {
        if (bytes.limit() < sizeBytes) {
            throw new IllegalArgumentException(
                    "not a " + what + ": sizeBytes=" + bytes.limit() + ", accepted: from " + sizeBytes);
        }
        return this;
    }

    /** Gives the constant that a code stands for, which must exist. */
    <T> T known(@Nullable T constant, int code) {
        if (constant == null) {
            throw new IllegalArgumentException("a code in a " + what + " is unknown: code=" + code);
        }
        return constant;
    }

    int code(int offset) {
        return bytes.get(offset);
    }

    int shortAt(int offset) {
        return bytes.getShort(offset);
    }

    int intAt(int offset) {
        return bytes.getInt(offset);
    }

    long longAt(int offset) {
        return bytes.getLong(offset);
    }

    OrderKey keyAt(int offset) {
        return new OrderKey(longAt(offset), longAt(offset + 8));
    }

    String nameAt(int offset, int length) {
        byte[] name = new byte[Limits.MAX_NAME_BYTES];
        bytes.get(offset, name);
        RejectCode check = SymbolName.check(name, 0, length);
        if (check != RejectCode.NONE) {
            throw new IllegalArgumentException("the name in a " + what + " is wrong: code=" + check);
        }
        return SymbolName.get(name, 0, length);
    }
}
