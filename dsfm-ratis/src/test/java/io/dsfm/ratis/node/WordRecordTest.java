package io.dsfm.ratis.node;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.core.EntryId;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WordRecordTest {

    private static final byte[] RUN = "0d6ff0a5-1111-4d7e-9b3c-000000000001".getBytes(US_ASCII);
    private static final byte[] NEXT_RUN = "0d6ff0a5-2222-4d7e-9b3c-000000000002".getBytes(US_ASCII);

    @TempDir
    private Path directory;

    @Test
    void whatWasWrittenLastIsReadInTheSameRunOfTheMachineAndInNoOther() throws Exception {
        WordRecord record = WordRecord.start(directory, EntryId.NONE, RUN);
        assertThat(WordRecord.read(directory, RUN)).isEqualTo(EntryId.NONE);
        for (int i = 1; i <= 5; i++) {
            record.write(new EntryId(3, i));
            assertThat(WordRecord.read(directory, RUN)).isEqualTo(new EntryId(3, i));
        }

        assertThat(WordRecord.read(directory, NEXT_RUN)).isNull();
        assertThat(WordRecord.read(directory, new byte[0])).isNull();
    }

    @Test
    void whatIsNotKnownIsNotRead() throws Exception {
        WordRecord record = WordRecord.start(directory, new EntryId(1, 1), RUN);
        record.write(null);
        assertThat(WordRecord.read(directory, RUN)).isNull();
        WordRecord.start(directory, null, RUN);
        assertThat(WordRecord.read(directory, RUN)).isNull();
    }

    @Test
    void aWriteThatWasCutOffLeavesTheOneBefore() throws Exception {
        WordRecord record = WordRecord.start(directory, new EntryId(1, 7), RUN);
        record.write(new EntryId(1, 8));
        record.write(new EntryId(1, 9));
        for (int at = 0; at < 2; at++) {
            damage(64 + 40 * at + 24);
            EntryId read = WordRecord.read(directory, RUN);
            assertThat(read == null || read.index() == 8 || read.index() == 9).isTrue();
            assertThat(at == 0 && read == null).isFalse();
            if (at == 1) {
                assertThat(read).isNull();
            }
        }
    }

    private void damage(long offset) throws Exception {
        try (RandomAccessFile file =
                new RandomAccessFile(directory.resolve("word-given").toFile(), "rw")) {
            file.seek(offset);
            long value = file.readLong();
            file.seek(offset);
            file.writeLong(value ^ 0x55);
        }
    }

    @Test
    void aNewRecordGoesOnWhereTheOldOneEnded() throws Exception {
        WordRecord.start(directory, EntryId.NONE, RUN).write(new EntryId(2, 5));
        WordRecord again = WordRecord.start(directory, new EntryId(2, 5), NEXT_RUN);
        assertThat(WordRecord.read(directory, NEXT_RUN)).isEqualTo(new EntryId(2, 5));
        assertThat(WordRecord.read(directory, RUN)).isNull();
        again.write(new EntryId(2, 6));
        assertThat(WordRecord.read(directory, NEXT_RUN)).isEqualTo(new EntryId(2, 6));
    }
}
