package io.dsfm.ratis.node;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * A snapshot as a file: a header (8 bytes magic, the names of group and application, the specification version), the
 * content, and at the end the length of all before (8 bytes) and its CRC-32C (8 bytes). Big endian.
 *
 * <p>Failure: a file that is cut short, changed, or of another group or application is refused by an
 * {@link IOException} that says so; nothing of it is used.
 */
public final class SnapshotFile {

    private static final long MAGIC = 0x4453464d_534e4150L;
    private static final int TRAILER_BYTES = 16;
    private static final int BUFFER_BYTES = 1 << 16;

    /** What a snapshot is of; a snapshot of something else is refused. */
    public record Identity(String group, String application, int specificationVersion) {}

    /** Writes the content. */
    @FunctionalInterface
    interface Writer {
        /** Writes all of it; does not close the stream. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Reads the content. */
    @FunctionalInterface
    public interface Reader {
        /** Reads all of it; the stream ends where the content does. */
        void readFrom(InputStream in) throws IOException;
    }

    private SnapshotFile() {}

    /** Writes a new file and forces it to the disk. */
    static void write(Path file, Identity identity, Writer content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            CRC32C crc = new CRC32C();
            OutputStream buffered = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
            DataOutputStream out = new DataOutputStream(new CheckedOutputStream(buffered, crc));
            out.writeLong(MAGIC);
            out.writeUTF(identity.group());
            out.writeUTF(identity.application());
            out.writeInt(identity.specificationVersion());
            OutputStream body = new BufferedOutputStream(out, BUFFER_BYTES);
            content.writeTo(body);
            body.flush();
            out.flush();
            DataOutputStream trailer = new DataOutputStream(buffered);
            trailer.writeLong(channel.position());
            trailer.writeLong(crc.getValue());
            trailer.flush();
            channel.force(true);
        }
    }

    /** Checks the whole file against its trailer. */
    public static void verify(Path file) throws IOException {
        long contentBytes = Files.size(file) - TRAILER_BYTES;
        if (contentBytes < 0) {
            throw new IOException("cut short: bytes=" + (contentBytes + TRAILER_BYTES));
        }
        CRC32C crc = new CRC32C();
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (long left = contentBytes; left > 0; ) {
                int read = stream.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    throw new IOException("cut short while it was read");
                }
                crc.update(buffer, 0, read);
                left -= read;
            }
            DataInputStream trailer = new DataInputStream(stream);
            long writtenBytes = trailer.readLong();
            long writtenCrc = trailer.readLong();
            if (writtenBytes != contentBytes || writtenCrc != crc.getValue()) {
                throw new IOException("the checksum does not fit: bytes=" + contentBytes + ", bytesWritten="
                        + writtenBytes + ", crc=" + Long.toHexString(crc.getValue()) + ", crcWritten="
                        + Long.toHexString(writtenCrc));
            }
        }
    }

    /** Verifies the file, then reads its content. */
    public static void read(Path file, Identity identity, Reader content) throws IOException {
        verify(file);
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
            DataInputStream in = new DataInputStream(new Bounded(stream, Files.size(file) - TRAILER_BYTES));
            long magic = in.readLong();
            if (magic != MAGIC) {
                throw new IOException("not a snapshot: magic=" + Long.toHexString(magic));
            }
            Identity found = new Identity(in.readUTF(), in.readUTF(), in.readInt());
            if (!found.equals(identity)) {
                throw new IOException("a snapshot of something else: found=" + found + ", expected=" + identity);
            }
            content.readFrom(in);
        }
    }

    /** Ends after a number of bytes. */
    private static final class Bounded extends FilterInputStream {
        private long left;

        Bounded(InputStream in, long bytes) {
            super(in);
            left = bytes;
        }

        @Override
        public int read() throws IOException {
            if (left <= 0) {
                return -1;
            }
            int value = super.read();
            left--;
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left <= 0 && length > 0) {
                return -1;
            }
            int count = super.read(bytes, offset, (int) Math.min(length, left));
            left -= Math.max(count, 0);
            return count;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
