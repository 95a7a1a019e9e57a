package io.dsfm.ratis.replay.stored;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.ratis.config.DamagedDataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.thirdparty.com.google.protobuf.CodedOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments written by hand, byte by byte: what a node may leave, and what it may not. */
final class RecordReaderTest {

    private static final byte[] HEADER = "RaftLog1".getBytes(US_ASCII);

    @TempDir
    private Path directory;

    @Test
    void readsRecordsUpToTheZeros() throws Exception {
        Path file = write("log_inprogress_0", HEADER, record(0), record(1), new byte[1_000_000]);

        assertThat(read(file)).containsExactly(0L, 1L);
    }

    @Test
    void everyCutOfTheLastRecordEndsTheLogBeforeIt() throws Exception {
        byte[] last = record(1);
        for (int length = 0; length < last.length; length++) {
            byte[] cut = Arrays.copyOf(last, length);
            assertThat(read(write("log_inprogress_0", HEADER, record(0), cut)))
                    .as("cut to %s", length)
                    .containsExactly(0L);
            assertThat(read(write("log_inprogress_0", HEADER, record(0), cut, new byte[100])))
                    .as("cut to %s, with zeros behind", length)
                    .containsExactly(0L);
        }
    }

    @Test
    void refusesARecordThatIsFollowedByAnotherAndDoesNotFit() throws Exception {
        byte[] damaged = record(1);
        damaged[3] ^= 1;
        Path file = write("log_inprogress_0", HEADER, record(0), damaged, record(2));

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(DamagedDataException.class)
                .hasMessageContaining("a record whose checksum does not fit, at byte " + (8 + record(0).length));
    }

    @Test
    void looksAgainAtARecordThatIsBeingWritten() throws Exception {
        byte[] half = Arrays.copyOf(record(1), record(1).length);
        half[half.length - 5] = 0;
        Path file = write("log_inprogress_0", HEADER, record(0), half, record(2));
        byte[][] whole = {HEADER, record(0), record(1), record(2)};
        Runnable finishWriting = () -> rewrite(file, whole);

        assertThat(read(file, true, finishWriting)).containsExactly(0L, 1L, 2L);
        write("log_inprogress_0", HEADER, record(0), half, record(2));
        assertThatThrownBy(() -> read(file, false, finishWriting)).isInstanceOf(DamagedDataException.class);
    }

    @Test
    void refusesSomethingBehindTheEndAndAnImpossibleLength() throws Exception {
        byte[] gap = {0, 0, 0, 1};
        byte[] length = {-1, -1, -1, -1, -1, -1, 1};
        byte[] huge = {-1, -1, -1, -1, 7, 1};

        assertThatThrownBy(() -> read(write("log_inprogress_0", HEADER, gap))).isInstanceOf(DamagedDataException.class);
        assertThatThrownBy(() -> read(write("log_inprogress_0", HEADER, length)))
                .hasMessageContaining("impossible length");
        assertThatThrownBy(() -> read(write("log_inprogress_0", HEADER, huge)))
                .hasMessageContaining("impossible length");
    }

    @Test
    void takesAHeaderThatWasNotWrittenToItsEndForAnEmptySegment() throws Exception {
        assertThat(read(write("log_inprogress_0", Arrays.copyOf(HEADER, 5)))).isEmpty();
        assertThat(read(write("log_inprogress_0", new byte[0]))).isEmpty();
        assertThat(Files.exists(directory.resolve("log_inprogress_0"))).isTrue();
        assertThatThrownBy(() -> read(write("log_inprogress_0", "RaftLog2".getBytes(US_ASCII))))
                .hasMessageContaining("does not start as a segment");
    }

    @Test
    void refusesEntriesThatAreOutOfPlaceOrMissing() throws Exception {
        assertThatThrownBy(() -> entries(write("log_inprogress_0", HEADER, record(0), record(0))))
                .hasMessageContaining("entry 0 in the place of entry 1");
        assertThatThrownBy(() -> entries(write("log_0-2", HEADER, record(0), record(1))))
                .hasMessageContaining("entries 2 to 2 are missing");
        assertThat(entries(write("log_0-1", HEADER, record(0), record(1), record(7))))
                .containsExactly(0L, 1L);
    }

    private List<Long> read(Path file) throws Exception {
        return read(file, true, () -> {});
    }

    private static List<Long> read(Path file, boolean mayBeWritten, Runnable pause) throws Exception {
        List<Long> indices = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file)) {
            RecordReader reader = new RecordReader(file, channel, mayBeWritten, pause);
            if (reader.hasHeader()) {
                for (LogEntryProto entry = reader.next(); entry != null; entry = reader.next()) {
                    indices.add(entry.getIndex());
                }
            }
        }
        return indices;
    }

    private static List<Long> entries(Path file) throws Exception {
        List<Long> indices = new ArrayList<>();
        try (SegmentFile segment = SegmentFile.open(file).orElseThrow()) {
            segment.read(entry -> indices.add(entry.getIndex()));
        }
        return indices;
    }

    private Path write(String name, byte[]... parts) {
        Path file = directory.resolve(name);
        rewrite(file, parts);
        return file;
    }

    private static void rewrite(Path file, byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        try {
            Files.write(file, out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] record(long index) throws IOException {
        byte[] entry =
                LogEntryProto.newBuilder().setTerm(1).setIndex(index).build().toByteArray();
        byte[] record = new byte[CodedOutputStream.computeUInt32SizeNoTag(entry.length) + entry.length];
        CodedOutputStream out = CodedOutputStream.newInstance(record);
        out.writeUInt32NoTag(entry.length);
        out.writeRawBytes(entry);
        out.flush();
        CRC32C crc = new CRC32C();
        crc.update(record);
        return ByteBuffer.allocate(record.length + 4)
                .put(record)
                .putInt((int) crc.getValue())
                .array();
    }
}
