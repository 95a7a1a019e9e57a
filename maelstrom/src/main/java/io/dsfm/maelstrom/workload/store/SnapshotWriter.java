package io.dsfm.maelstrom.workload.store;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes the snapshot format, big endian: the magic (4 bytes), then registers, lists and numbers, each as their count (4)
 * and the entries in order of their keys: space (1), name (2 for the length), and the value (4 for the length), the items
 * (4 for their count, each as a value) or the number (8).
 */
public final class SnapshotWriter {

    static final int MAGIC = 0x4d53_5401;

    private final DataOutputStream out;

    /** Writes the magic. */
    public SnapshotWriter(OutputStream out) throws IOException {
        this.out = new DataOutputStream(out);
        this.out.writeInt(MAGIC);
    }

    /** How many entries of the next kind follow. */
    public void count(int entries) throws IOException {
        out.writeInt(entries);
    }

    /** A register. */
    public void register(Key key, byte[] value) throws IOException {
        key(key);
        value(value);
    }

    /** A list, of which so many {@link #item}s follow. */
    public void list(Key key, int items) throws IOException {
        key(key);
        out.writeInt(items);
    }

    /** The next item of the list. */
    public void item(byte[] item) throws IOException {
        value(item);
    }

    /** A number. */
    public void number(Key key, long number) throws IOException {
        key(key);
        out.writeLong(number);
    }

    private void key(Key key) throws IOException {
        out.writeByte(key.space());
        out.writeShort(key.name().length);
        out.write(key.name());
    }

    private void value(byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }
}
