package com.example.counter;

import java.nio.ByteBuffer;

/**
 * The bytes of the counter, which both variants share: an input is the number to add (8 bytes, big endian); a reply and the
 * answer to a query are a code (1 byte) and the counter's value (8 bytes).
 */
final class CounterBytes {

    /** Done. */
    static final byte OK = 0;
    /** The input is not 8 bytes long, or the query is not empty. */
    static final byte MALFORMED = 1;
    /** The sum has no room in 64 bits. */
    static final byte OVERFLOW = 2;

    /** The type of the event that tells of a new value (8 bytes). */
    static final int CHANGED = 1;

    private CounterBytes() {}

    static byte[] result(byte code, long value) {
        return ByteBuffer.allocate(9).put(code).putLong(value).array();
    }

    static byte[] number(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }
}
