package com.example.keyvalue;

import java.nio.ByteBuffer;

/**
 * The replies, events and answers of the store: a reply is a code (1 byte); an answer is a code and, if there is one, the
 * value; an event is the key that it is about.
 */
final class Reply {

    /** Done, or found. */
    static final byte OK = 0;
    /** The input or the query is none. */
    static final byte MALFORMED = 1;
    /** There is no such key. */
    static final byte NOT_FOUND = 2;
    /** There are as many keys as there may be. */
    static final byte FULL = 3;

    /** The type of the event for a key that expired. */
    static final int EXPIRED = 1;

    /** The most keys. */
    static final int KEYS_MAX = 100_000;

    private Reply() {}

    static byte[] of(byte code) {
        return new byte[] {code};
    }

    static byte[] found(byte[] value) {
        return ByteBuffer.allocate(1 + value.length).put(OK).put(value).array();
    }
}
