package io.dsfm.statemachine.testkit;

/**
 * The length of the instructions of the virtual machine, and what is in them.
 *
 * <p>Source: The Java Virtual Machine Specification, chapter 6.
 */
final class Opcodes {

    private static final int TABLESWITCH = 170;
    private static final int LOOKUPSWITCH = 171;
    private static final int WIDE = 196;
    private static final int IINC = 132;

    /** Ranges of opcodes: the last one of each, and the length of its instructions; one byte where none is given. */
    private static final int[][] LENGTHS = {
        {15, 1}, {16, 2}, {17, 3}, {18, 2}, {20, 3}, {25, 2}, {53, 1}, {58, 2}, {131, 1}, {132, 3}, {152, 1}, {168, 3},
        {169, 2}, {177, 1}, {184, 3}, {186, 5}, {187, 3}, {188, 2}, {189, 3}, {191, 1}, {193, 3}, {195, 1}, {197, 4},
        {199, 3}, {201, 5}
    };

    private Opcodes() {}

    /** Fields of classes, and methods: getstatic to invokeinterface. */
    static boolean isMember(int opcode) {
        return opcode >= 178 && opcode <= 185;
    }

    /** invokevirtual and invokeinterface. */
    static boolean isVirtual(int opcode) {
        return opcode == 182 || opcode == 185;
    }

    /** invokedynamic. */
    static boolean isDynamic(int opcode) {
        return opcode == 186;
    }

    /** The index of the constant that an instruction names. */
    static int index(byte[] code, int at) {
        return (code[at + 1] & 0xff) << 8 | code[at + 2] & 0xff;
    }

    static int length(byte[] code, int at) {
        int opcode = code[at] & 0xff;
        int padded = (at + 4 & ~3) - at;
        return switch (opcode) {
            case TABLESWITCH -> padded + 12 + 4 * (number(code, at + padded + 8) - number(code, at + padded + 4) + 1);
            case LOOKUPSWITCH -> padded + 8 + 8 * number(code, at + padded + 4);
            case WIDE -> (code[at + 1] & 0xff) == IINC ? 6 : 4;
            default -> fixedLength(opcode);
        };
    }

    private static int fixedLength(int opcode) {
        for (int[] range : LENGTHS) {
            if (opcode <= range[0]) {
                return range[1];
            }
        }
        throw new IllegalArgumentException("unknown instruction: opcode=" + opcode);
    }

    private static int number(byte[] code, int at) {
        return index(code, at - 1) << 16 | index(code, at + 1);
    }
}
