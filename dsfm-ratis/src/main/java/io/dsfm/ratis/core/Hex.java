package io.dsfm.ratis.core;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Bytes in messages for people: hexadecimal, the first 256 of them. */
final class Hex {

    private static final int BYTES_SHOWN = 256;

    private Hex() {}

    static String of(byte[] bytes) {
        return of(ByteBuffer.wrap(bytes));
    }

    static String of(ByteBuffer bytes) {
        byte[] shown = new byte[Math.min(bytes.remaining(), BYTES_SHOWN)];
        bytes.duplicate().get(shown);
        String more = bytes.remaining() > BYTES_SHOWN ? "... (" + bytes.remaining() + " bytes)" : "";
        return HexFormat.of().formatHex(shown) + more;
    }
}
