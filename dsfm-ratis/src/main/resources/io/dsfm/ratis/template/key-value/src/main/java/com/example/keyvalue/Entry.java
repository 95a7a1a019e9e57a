package com.example.keyvalue;

import io.dsfm.statemachine.Digest64;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A key with its value, as both variants write it into snapshots and digests.
 *
 * @param key the key
 * @param timerId of the timer that removes it; 0 for none
 * @param value the value, which nobody changes
 */
record Entry(String key, long timerId, byte[] value) {

    /** Of this entry alone; the sum over all entries is the digest of the store, in whatever order they are. */
    long digest() {
        byte[] keyBytes = Command.bytes(key);
        long digest = Digest64.append(Digest64.mix(timerId), keyBytes, 0, keyBytes.length);
        return Digest64.append(digest, value, 0, value.length);
    }

    void write(DataOutputStream out) throws IOException {
        byte[] keyBytes = Command.bytes(key);
        out.writeByte(keyBytes.length);
        out.write(keyBytes);
        out.writeLong(timerId);
        out.writeShort(value.length);
        out.write(value);
    }

    static Entry read(DataInputStream in) throws IOException {
        byte[] keyBytes = new byte[in.readUnsignedByte()];
        in.readFully(keyBytes);
        long timerId = in.readLong();
        byte[] value = new byte[in.readUnsignedShort()];
        in.readFully(value);
        return new Entry(new String(keyBytes, StandardCharsets.ISO_8859_1), timerId, value);
    }
}
