package io.dsfm.maelstrom.harness.agent;

import java.nio.ByteBuffer;

/**
 * Where things are in a class file. Source: the Java Virtual Machine Specification, chapters 4 and 6.
 *
 * <p>Threading: one thread.
 */
final class ClassFileScanner {

    static final int TAG_UTF8 = 1;
    static final int TAG_LONG = 5;
    static final int TAG_DOUBLE = 6;
    static final int TAG_CLASS = 7;
    static final int TAG_METHOD = 10;
    static final int TAG_INTERFACE_METHOD = 11;
    static final int TAG_NAME_AND_TYPE = 12;

    private static final int CONSTANTS_AT = 8;

    /** Bytes of a constant after its tag, by tag; 0 where there is no such tag or its length varies. */
    private static final int[] CONSTANT_BYTES = {0, 0, 0, 4, 4, 8, 8, 2, 2, 4, 4, 4, 4, 0, 0, 3, 2, 4, 4, 2, 2};

    private static final int TABLESWITCH = 0xaa;
    private static final int LOOKUPSWITCH = 0xab;
    private static final int WIDE = 0xc4;
    private static final int IINC = 0x84;

    private final ByteBuffer bytes;
    private final int[] constantAt;
    private final int constantsEnd;

    ClassFileScanner(byte[] classFile) {
        this.bytes = ByteBuffer.wrap(classFile);
        int count = u2(CONSTANTS_AT);
        this.constantAt = new int[count];
        int at = CONSTANTS_AT + 2;
        for (int index = 1; index < count; index++) {
            constantAt[index] = at;
            int tag = bytes.get(at);
            at += 1 + (tag == TAG_UTF8 ? 2 + u2(at + 1) : CONSTANT_BYTES[tag]);
            if (tag == TAG_LONG || tag == TAG_DOUBLE) {
                index++; // they take two numbers
            }
        }
        this.constantsEnd = at;
    }

    int u1(int at) {
        return bytes.get(at) & 0xff;
    }

    int u2(int at) {
        return bytes.getShort(at) & 0xffff;
    }

    int u4(int at) {
        return bytes.getInt(at);
    }

    int constantCount() {
        return constantAt.length;
    }

    int constantCountAt() {
        return CONSTANTS_AT;
    }

    /** Where the constants end and the rest of the class begins. */
    int constantsEnd() {
        return constantsEnd;
    }

    /** What this method reference says, as {@code owner.name descriptor}; empty for another constant. */
    String method(int index) {
        int at = constantAt[index];
        if (at == 0 || u1(at) != TAG_METHOD && u1(at) != TAG_INTERFACE_METHOD) {
            return "";
        }
        int nameAndType = constantAt[u2(at + 3)];
        return utf8(u2(constantAt[u2(at + 1)] + 1)) + "." + utf8(u2(nameAndType + 1)) + " " + utf8(u2(nameAndType + 3));
    }

    String utf8(int index) {
        int at = constantAt[index];
        byte[] text = new byte[u2(at + 1)];
        bytes.get(at + 3, text);
        return new String(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Where the list of methods begins, behind the fields. */
    int methodsAt() {
        int at = constantsEnd + 6;
        at += 2 + 2 * u2(at);
        int fields = u2(at);
        at += 2;
        for (int i = 0; i < fields; i++) {
            at = skipMember(at);
        }
        return at;
    }

    /** Behind the field or method that begins here. */
    int skipMember(int at) {
        int attributes = u2(at + 6);
        int next = at + 8;
        for (int i = 0; i < attributes; i++) {
            next += 6 + u4(next + 2);
        }
        return next;
    }

    /** How many bytes the instruction here has. */
    int instructionBytes(int at, int codeAt) {
        int opcode = u1(at);
        switch (opcode) {
            case TABLESWITCH -> {
                int operands = at + 4 - (at - codeAt) % 4;
                return operands + 12 + 4 * (u4(operands + 8) - u4(operands + 4) + 1) - at;
            }
            case LOOKUPSWITCH -> {
                int operands = at + 4 - (at - codeAt) % 4;
                return operands + 8 + 8 * u4(operands + 4) - at;
            }
            case WIDE -> {
                return u1(at + 1) == IINC ? 6 : 4;
            }
            default -> {
                return 1 + operandBytes(opcode);
            }
        }
    }

    private static int operandBytes(int opcode) {
        if (opcode == 0x10 || opcode == 0x12 || opcode >= 0x15 && opcode <= 0x19 || opcode >= 0x36 && opcode <= 0x3a) {
            return 1; // bipush, ldc, loads and stores
        }
        if (opcode == 0xa9 || opcode == 0xbc) {
            return 1; // ret, newarray
        }
        if (opcode == 0x11 || opcode == 0x13 || opcode == 0x14 || opcode == IINC || opcode >= 0x99 && opcode <= 0xa8) {
            return 2; // sipush, ldc_w, ldc2_w, iinc, jumps
        }
        if (opcode >= 0xb2 && opcode <= 0xb8 || opcode == 0xbb || opcode == 0xbd || opcode == 0xc0 || opcode == 0xc1) {
            return 2; // fields, calls, new, anewarray, checkcast, instanceof
        }
        if (opcode == 0xc6 || opcode == 0xc7) {
            return 2; // ifnull, ifnonnull
        }
        if (opcode == 0xc5) {
            return 3; // multianewarray
        }
        // invokeinterface, invokedynamic, goto_w, jsr_w
        return opcode == 0xb9 || opcode == 0xba || opcode == 0xc8 || opcode == 0xc9 ? 4 : 0;
    }
}
