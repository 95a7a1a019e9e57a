package io.dsfm.statemachine.testkit;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What a compiled class refers to, method by method.
 *
 * <p>Source: The Java Virtual Machine Specification, chapter 4, which gives the format.
 *
 * @param name with dots
 * @param supertypes the class that it extends, if any, and the interfaces
 * @param methods with a body or without
 */
record ClassFile(String name, List<String> supertypes, List<Method> methods) {

    /** A method, and what its code calls, creates or reads. */
    record Method(String name, String descriptor, List<Reference> references) {}

    /**
     * A use of a member.
     *
     * @param isVirtual whether the method called may be that of a subtype
     */
    record Reference(String owner, String name, String descriptor, boolean isVirtual) {
        @Override
        public String toString() {
            return owner + "." + name;
        }
    }

    static ClassFile read(InputStream stream) throws IOException {
        return new Reader(new DataInputStream(stream)).read();
    }

    /** Reads one class. */
    private static final class Reader {

        private static final int MAGIC = 0xcafebabe;
        private static final int NEW = 187;

        private final DataInputStream in;
        private Object[] pool = {};
        /** By the index of a constant: two more indices, or one. */
        private int[][] links = {};

        private int[] tags = {};
        private final List<int[]> bootstraps = new ArrayList<>();

        Reader(DataInputStream in) {
            this.in = in;
        }

        ClassFile read() throws IOException {
            if (in.readInt() != MAGIC) {
                throw new IOException("not a class file");
            }
            in.readInt();
            readPool();
            in.readUnsignedShort();
            String name = className(in.readUnsignedShort());
            List<String> supertypes = new ArrayList<>();
            int superclass = in.readUnsignedShort();
            if (superclass != 0) {
                supertypes.add(className(superclass));
            }
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                supertypes.add(className(in.readUnsignedShort()));
            }
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                in.readFully(new byte[6]);
                readAttributes();
            }
            List<String[]> names = new ArrayList<>();
            List<byte[]> codes = new ArrayList<>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                in.readUnsignedShort();
                names.add(new String[] {text(in.readUnsignedShort()), text(in.readUnsignedShort())});
                codes.add(readAttributes());
            }
            // The bootstrap methods, to which the code refers, come last.
            readAttributes();
            List<Method> methods = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                methods.add(new Method(names.get(i)[0], names.get(i)[1], references(codes.get(i))));
            }
            return new ClassFile(name, supertypes, methods);
        }

        private void readPool() throws IOException {
            int count = in.readUnsignedShort();
            pool = new Object[count];
            links = new int[count][];
            tags = new int[count];
            for (int i = 1; i < count; i++) {
                tags[i] = in.readUnsignedByte();
                switch (tags[i]) {
                    case 1 -> pool[i] = in.readUTF();
                    case 3, 4 -> in.readInt();
                    case 5, 6 -> {
                        in.readLong();
                        i++;
                    }
                    case 7, 8, 16, 19, 20 -> links[i] = new int[] {in.readUnsignedShort()};
                    case 9, 10, 11, 12, 17, 18 -> links[i] = new int[] {in.readUnsignedShort(), in.readUnsignedShort()};
                    case 15 -> links[i] = new int[] {in.readUnsignedByte(), in.readUnsignedShort()};
                    default -> throw new IOException("unknown constant: tag=" + tags[i]);
                }
            }
        }

        /** Reads the attributes of a class, field or method; gives the code if it is among them. */
        private byte[] readAttributes() throws IOException {
            byte[] code = {};
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                String name = text(in.readUnsignedShort());
                byte[] bytes = new byte[in.readInt()];
                in.readFully(bytes);
                DataInputStream attribute = new DataInputStream(new ByteArrayInputStream(bytes));
                if (name.equals("Code")) {
                    attribute.readInt();
                    code = new byte[attribute.readInt()];
                    attribute.readFully(code);
                } else if (name.equals("BootstrapMethods")) {
                    readBootstraps(attribute);
                }
            }
            return code;
        }

        private void readBootstraps(DataInputStream attribute) throws IOException {
            for (int left = attribute.readUnsignedShort(); left > 0; left--) {
                attribute.readUnsignedShort();
                int[] arguments = new int[attribute.readUnsignedShort()];
                for (int i = 0; i < arguments.length; i++) {
                    arguments[i] = attribute.readUnsignedShort();
                }
                bootstraps.add(arguments);
            }
        }

        private List<Reference> references(byte[] code) {
            List<Reference> references = new ArrayList<>();
            for (int at = 0; at < code.length; at += Opcodes.length(code, at)) {
                int opcode = code[at] & 0xff;
                if (Opcodes.isMember(opcode)) {
                    references.add(member(Opcodes.index(code, at), Opcodes.isVirtual(opcode)));
                } else if (opcode == NEW) {
                    references.add(new Reference(className(Opcodes.index(code, at)), "new", "", false));
                } else if (Opcodes.isDynamic(opcode)) {
                    addHandles(Opcodes.index(code, at), references);
                }
            }
            return references;
        }

        /** The methods behind a lambda or method reference. */
        private void addHandles(int dynamic, List<Reference> references) {
            for (int argument : bootstraps.get(links[dynamic][0])) {
                if (tags[argument] == 15) {
                    references.add(member(links[argument][1], true));
                }
            }
        }

        private Reference member(int index, boolean isVirtual) {
            int[] nameAndType = links[links[index][1]];
            return new Reference(className(links[index][0]), text(nameAndType[0]), text(nameAndType[1]), isVirtual);
        }

        private String className(int index) {
            return text(links[index][0]).replace('/', '.');
        }

        private String text(int index) {
            return (String) pool[index];
        }
    }
}
