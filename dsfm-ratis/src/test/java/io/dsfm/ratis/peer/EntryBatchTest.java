package io.dsfm.ratis.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.server.raftlog.RaftLogIOException;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

final class EntryBatchTest {

    private static final int ENTRY_BYTES = 100;

    @Test
    void takesWhatTheLogHasUpToTheBound() throws RaftLogIOException {
        assertThat(indices(EntryBatch.take(EntryBatchTest::entry, 5, 9, Long.MAX_VALUE)))
                .containsExactly(5L, 6L, 7L, 8L);
        long two = 2L * entry(5).getSerializedSize();
        assertThat(indices(EntryBatch.take(EntryBatchTest::entry, 5, 9, two))).containsExactly(5L, 6L);
        assertThat(indices(EntryBatch.take(EntryBatchTest::entry, 5, 9, 1))).containsExactly(5L);
        assertThat(EntryBatch.take(EntryBatchTest::entry, 5, 5, 1)).isEmpty();
    }

    @Test
    void anEntryThatIsGoneEndsIt() throws RaftLogIOException {
        assertThat(indices(EntryBatch.take(index -> index < 7 ? entry(index) : null, 5, 9, Long.MAX_VALUE)))
                .containsExactly(5L, 6L);
        assertThat(EntryBatch.take(index -> null, 5, 9, Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void anEntryThatCannotBeReadEndsItAndIsToldWhenItIsTheFirst() throws RaftLogIOException {
        EntryBatch.Source failing = index -> {
            if (index == 7) {
                throw new RaftLogIOException("gone: index=" + index);
            }
            return entry(index);
        };

        assertThat(indices(EntryBatch.take(failing, 5, 9, Long.MAX_VALUE))).containsExactly(5L, 6L);
        assertThatThrownBy(() -> EntryBatch.take(failing, 7, 9, Long.MAX_VALUE))
                .isInstanceOf(RaftLogIOException.class)
                .hasMessageContaining("index=7");
        assertThat(indices(EntryBatch.take(failing, 8, 9, Long.MAX_VALUE))).containsExactly(8L);
    }

    private static LogEntryProto entry(long index) {
        return LogEntryProto.newBuilder()
                .setTerm(1)
                .setIndex(index)
                .setStateMachineLogEntry(
                        StateMachineLogEntryProto.newBuilder().setLogData(ByteString.copyFrom(new byte[ENTRY_BYTES])))
                .build();
    }

    private static List<Long> indices(List<LogEntryProto> entries) {
        return entries.stream().map(LogEntryProto::getIndex).toList();
    }
}
