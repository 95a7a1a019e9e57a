package com.example.keyvalue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An input of the key-value store, big endian: what is wanted (1 byte), the length of the key (1 byte) and the key; and to
 * put, the milliseconds after which it expires (8 bytes, 0 for never) and the value, to the end of the input. A query is the
 * bytes of a key.
 *
 * @param isPut whether the value is to be put under the key, or the key removed
 * @param key 1 to 64 bytes, as Latin-1 text: a character for each byte, so that text sorts as the bytes do
 * @param millisToLive from 0
 * @param value 0 to 1,024 bytes
 */
record Command(boolean isPut, String key, long millisToLive, byte[] value) {

    static final byte PUT = 1;
    static final byte REMOVE = 2;

    static final int KEY_BYTES_MAX = 64;
    static final int VALUE_BYTES_MAX = 1_024;

    /** A year; so that the deadline is always a time. */
    static final long MILLIS_TO_LIVE_MAX = 366L * 24 * 60 * 60 * 1_000;

    /** Reads an input; null if it is none. */
    static Command read(ByteBuffer input) {
        if (input.remaining() < 2) {
            return null;
        }
        byte wanted = input.get();
        int keyLength = input.get() & 0xff;
        if (keyLength < 1 || keyLength > KEY_BYTES_MAX || keyLength > input.remaining()) {
            return null;
        }
        String key = text(input, keyLength);
        if (wanted == REMOVE) {
            return input.hasRemaining() ? null : new Command(false, key, 0, new byte[0]);
        }
        if (wanted != PUT || input.remaining() < 8 || input.remaining() > 8 + VALUE_BYTES_MAX) {
            return null;
        }
        long millisToLive = input.getLong();
        if (millisToLive < 0 || millisToLive > MILLIS_TO_LIVE_MAX) {
            return null;
        }
        byte[] value = new byte[input.remaining()];
        input.get(value);
        return new Command(true, key, millisToLive, value);
    }

    /** The input that {@link #read} reads. */
    byte[] toBytes() {
        byte[] keyBytes = bytes(key);
        ByteBuffer out = ByteBuffer.allocate(2 + keyBytes.length + (isPut ? 8 + value.length : 0));
        out.put(isPut ? PUT : REMOVE).put((byte) keyBytes.length).put(keyBytes);
        if (isPut) {
            out.putLong(millisToLive).put(value);
        }
        return out.array();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
