package io.dsfm.sample.matching.domain;

import java.nio.charset.StandardCharsets;

/** The name of a symbol as bytes: its length, and a field of fixed length that is zero after the name. */
final class SymbolName {

    private SymbolName() {}

    static boolean isValid(String name) {
        if (name.isEmpty() || name.length() > Limits.MAX_NAME_BYTES) {
            return false;
        }
        return name.chars().allMatch(SymbolName::isPrintable);
    }

    static boolean isPrintable(int character) {
        return character > ' ' && character <= '~';
    }

    /** Writes the name's field; gives its length. */
    static int put(byte[] bytes, int offset, String name) {
        byte[] encoded = name.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(encoded, 0, bytes, offset, encoded.length);
        return encoded.length;
    }

    static String get(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.US_ASCII);
    }

    /** Whether a field holds a name of the given length, and zeros after it. */
    static RejectCode check(byte[] bytes, int offset, int length) {
        if (length < 1 || length > Limits.MAX_NAME_BYTES) {
            return RejectCode.INVALID_NAME;
        }
        for (int i = length; i < Limits.MAX_NAME_BYTES; i++) {
            if (bytes[offset + i] != 0) {
                return RejectCode.NOT_ZERO;
            }
        }
        for (int i = 0; i < length; i++) {
            if (!isPrintable(bytes[offset + i])) {
                return RejectCode.INVALID_NAME;
            }
        }
        return RejectCode.NONE;
    }
}
