package io.dsfm.maelstrom.workload.store;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link SnapshotWriter} writes.
 *
 * <p>Failure: bytes that are no snapshot throw {@link IOException}, before memory is taken for what is not there.
 */
public final class SnapshotReader {

    private final DataInputStream in;

    private SnapshotReader(DataInputStream in) {
        this.in = in;
    }

    /** Takes what a snapshot holds, in its order. */
    public interface Sink {
        /** A register. */
        void onRegister(Key key, byte[] value);

        /** A list, whose items follow. */
        void onList(Key key);

        /** The next item of the list given last. */
        void onItem(Key key, byte[] item);

        /** A number. */
        void onNumber(Key key, long number);
    }

    /** Reads a whole snapshot. */
    public static void read(InputStream in, Sink sink) throws IOException {
        new SnapshotReader(new DataInputStream(in)).read(sink);
    }

    private void read(Sink sink) throws IOException {
        require(in.readInt() == SnapshotWriter.MAGIC, "it does not begin as one");
        Key last = null;
        for (int left = count(); left > 0; left--) {
            last = key(last);
            sink.onRegister(last, value());
        }
        last = null;
        for (int left = count(); left > 0; left--) {
            last = key(last);
            sink.onList(last);
            int items = count();
            require(items > 0, "a list without items");
            for (int i = 0; i < items; i++) {
                sink.onItem(last, value());
            }
        }
        last = null;
        for (int left = count(); left > 0; left--) {
            last = key(last);
            sink.onNumber(last, in.readLong());
        }
        require(in.read() < 0, "something follows");
    }

    private int count() throws IOException {
        int count = in.readInt();
        require(count >= 0, "count=" + count);
        return count;
    }

    private Key key(@Nullable Key before) throws IOException {
        int space = in.readUnsignedByte();
        Key key = new Key(space, bytes(in.readUnsignedShort(), Key.NAME_BYTES));
        require(before == null || before.compareTo(key) < 0, "keys are not in order");
        return key;
    }

    private byte[] value() throws IOException {
        return bytes(in.readInt(), StepCodec.VALUE_BYTES);
    }

    private byte[] bytes(int length, int most) throws IOException {
        require(length >= 0 && length <= most, "length=" + length);
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    private static void require(boolean holds, String what) throws IOException {
        if (!holds) {
            throw new IOException("not a snapshot of the store: " + what);
        }
    }
}
