package io.dsfm.ratis.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.InputBatch;
import io.dsfm.ratis.core.Tail;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EntryFeedTest {

    private final ModelLog log = new ModelLog();
    private final EntryFeed feed = new EntryFeed(2, log);

    @BeforeEach
    void open() throws Exception {
        feed.open();
    }

    @Test
    void whatHasYetToBeUndoneIsNotCountedAsExecuted() throws Exception {
        append(1, 1);
        append(1, 2);
        append(1, 3);
        assertThat(feed.executedOfLog(0, () -> 3)).isEqualTo(3);

        append(2, 2); // in place of 2 and 3

        assertThat(feed.executedOfLog(0, () -> 3)).isEqualTo(1);
        assertThat(feed.next(0, 3).returnTo()).isEqualTo(1);
        assertThat(feed.executedOfLog(0, () -> 3)).as("taken, and not done").isEqualTo(1);
        feed.onReturned(0);
        assertThat(feed.executedOfLog(0, () -> 2)).isEqualTo(2);
        assertThat(feed.executedOfLog(1, () -> 3))
                .as("the other has its own way to go")
                .isEqualTo(1);
    }

    /** What nobody needs any more must not grow old in memory. */
    @Test
    void whatIsCommittedAndExecutedIsReadFromTheLogIfAtAll() throws Exception {
        append(1, 1);
        append(1, 2);
        append(1, 3);

        InputBatch notExecuted = feed.next(0, 2).batch();
        for (long index = 1; index <= 3; index++) {
            feed.onCommitted(new EntryId(1, index));
        }
        log.entries.clear();

        assertThat(feed.next(0, 2).batch()).as("not executed yet").isSameAs(notExecuted);
        assertThat(feed.next(0, 1).batch())
                .as("looked for in the log, not in memory")
                .isNull();
    }

    @Test
    void aCutBetweenTwoLooksIsSeen() {
        append(1, 1);
        append(1, 2);

        // It is cut after the limit was looked up, while the reader says how far it has come.
        long counted = feed.executedOfLog(0, () -> {
            if (feed.cuts() == 0) {
                append(2, 2);
            }
            return 2;
        });

        assertThat(counted).isEqualTo(1);
    }

    @Test
    void entriesThatAreNotThereAnyMoreAreNotPassedOver() throws Exception {
        for (int i = 1; i <= 5; i++) {
            append(1, i);
            feed.onCommitted(new EntryId(1, i));
        }
        EntryFeed later = new EntryFeed(2, log);
        later.restart(new EntryId(1, 1));
        later.open();
        log.entries.remove(2L);
        log.start = 3;

        assertThat(later.next(0, 1).isPurged()).isTrue();
        assertThat(later.next(1, 2).batch()).isEqualTo(log.read(3));
    }

    @Test
    void nobodyReturnsFromAStateThatWasRestored() throws Exception {
        append(1, 1);
        append(1, 2);
        append(2, 2);
        feed.restart(new EntryId(2, 9));

        assertThat(feed.next(0, 9).returnTo()).isEqualTo(EntryFeed.NOT_CUT);
        assertThat(feed.executedOfLog(0, () -> 9)).isEqualTo(9);
    }

    private void append(long term, long index) {
        InputBatch batch = new InputBatch(term, index, 0, List.of(), new byte[0]);
        log.entries.tailMap(index, true).clear();
        feed.onAppended(batch);
        log.entries.put(index, batch);
    }

    private static final class ModelLog implements EntryFeed.LogReader {

        private final TreeMap<Long, InputBatch> entries = new TreeMap<>();
        private long start = 1;

        @Override
        public @Nullable InputBatch read(long index) {
            return entries.get(index);
        }

        @Override
        public long termAt(long index) {
            InputBatch batch = entries.get(index);
            return batch == null ? Tail.NO_TERM : batch.term();
        }

        @Override
        public long termOfInputsAt(long index) {
            return termAt(index);
        }

        @Override
        public long startIndex() {
            return start;
        }

        @Override
        public long lastIndex() {
            return entries.isEmpty() ? 0 : entries.lastKey();
        }
    }
}
