package io.dsfm.maelstrom.harness.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces calls of some methods by calls of static ones with the same operands. Both instructions have the same length, so
 * nothing else in the class changes: new constants go behind the old ones.
 *
 * <p>Threading: any thread.
 */
final class CallPatcher {

    private static final String JOURNAL = "io/dsfm/maelstrom/harness/agent/SyncJournal";
    private static final int INVOKEVIRTUAL = 0xb6;
    private static final int INVOKESTATIC = 0xb8;

    /** New constants per replaced method: owner's name, owner, name, descriptor, name and descriptor, method. */
    private static final int CONSTANTS_EACH = 6;

    private static final Map<String, Replacement> REPLACEMENTS = Map.of(
            "java/nio/channels/FileChannel.force (Z)V",
            new Replacement("force", "(Ljava/nio/channels/FileChannel;Z)V"),
            "java/nio/channels/FileChannel.open (Ljava/nio/file/Path;[Ljava/nio/file/OpenOption;)"
                    + "Ljava/nio/channels/FileChannel;",
            new Replacement(
                    "open", "(Ljava/nio/file/Path;[Ljava/nio/file/OpenOption;)Ljava/nio/channels/FileChannel;"));

    private record Replacement(String name, String descriptor) {}

    /** The class with the calls replaced; null if it has none. */
    byte @Nullable [] patch(byte[] classFile) {
        ClassFileScanner scanner = new ClassFileScanner(classFile);
        Map<Integer, Integer> newMethods = new HashMap<>();
        ByteArrayOutputStream constants = new ByteArrayOutputStream();
        int next = scanner.constantCount();
        for (int index = 1; index < scanner.constantCount(); index++) {
            Replacement replacement = REPLACEMENTS.get(scanner.method(index));
            if (replacement != null) {
                append(constants, next, replacement);
                next += CONSTANTS_EACH;
                newMethods.put(index, next - 1);
            }
        }
        if (newMethods.isEmpty()) {
            return null;
        }
        byte[] patched = classFile.clone();
        patchMethods(scanner, patched, newMethods);
        int end = scanner.constantsEnd();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        put2(patched, scanner.constantCountAt(), next);
        whole.write(patched, 0, end);
        whole.writeBytes(constants.toByteArray());
        whole.write(patched, end, patched.length - end);
        return whole.toByteArray();
    }

    private static void append(ByteArrayOutputStream constants, int first, Replacement replacement) {
        try {
            DataOutputStream out = new DataOutputStream(constants);
            utf8(out, JOURNAL);
            out.writeByte(ClassFileScanner.TAG_CLASS);
            out.writeShort(first);
            utf8(out, replacement.name());
            utf8(out, replacement.descriptor());
            out.writeByte(ClassFileScanner.TAG_NAME_AND_TYPE);
            out.writeShort(first + 2);
            out.writeShort(first + 3);
            out.writeByte(ClassFileScanner.TAG_METHOD);
            out.writeShort(first + 1);
            out.writeShort(first + 4);
        } catch (IOException e) {
            throw new UncheckedIOException("not to be expected in memory", e);
        }
    }

    private static void utf8(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeByte(ClassFileScanner.TAG_UTF8);
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    private static void patchMethods(ClassFileScanner scanner, byte[] patched, Map<Integer, Integer> newMethods) {
        int at = scanner.methodsAt();
        int methods = scanner.u2(at);
        at += 2;
        for (int i = 0; i < methods; i++) {
            int attributes = scanner.u2(at + 6);
            int attribute = at + 8;
            for (int j = 0; j < attributes; j++) {
                if (scanner.utf8(scanner.u2(attribute)).equals("Code")) {
                    patchCode(scanner, patched, attribute + 14, scanner.u4(attribute + 10), newMethods);
                }
                attribute += 6 + scanner.u4(attribute + 2);
            }
            at = attribute;
        }
    }

    private static void patchCode(
            ClassFileScanner scanner, byte[] patched, int codeAt, int length, Map<Integer, Integer> newMethods) {
        int at = codeAt;
        while (at < codeAt + length) {
            int opcode = scanner.u1(at);
            if (opcode == INVOKEVIRTUAL || opcode == INVOKESTATIC) {
                Integer method = newMethods.get(scanner.u2(at + 1));
                if (method != null) {
                    patched[at] = (byte) INVOKESTATIC;
                    put2(patched, at + 1, method);
                }
            }
            at += scanner.instructionBytes(at, codeAt);
        }
    }

    private static void put2(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }
}
