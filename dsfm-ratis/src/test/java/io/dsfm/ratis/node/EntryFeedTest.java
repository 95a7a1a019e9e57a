package io.dsfm.ratis.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.InputBatch;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EntryFeedTest {

    private final ModelLog log = new ModelLog();
    private final EntryFeed feed = new EntryFeed(3, log);

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
        assertThat(feed.cutsUndoneBy(0)).isEqualTo(EntryFeed.NOT_CUT);
        assertThat(feed.next(0, 3).returnTo()).isEqualTo(1);
        assertThat(feed.executedOfLog(0, () -> 3)).as("taken, and not done").isEqualTo(1);
        assertThat(feed.cutsUndoneBy(0)).isEqualTo(EntryFeed.NOT_CUT);
        feed.onReturned(0);
        assertThat(feed.cutsUndoneBy(0)).isEqualTo(feed.cuts());
        assertThat(feed.executedOfLog(0, () -> 2)).isEqualTo(2);
        assertThat(feed.executedOfLog(1, () -> 3))
                .as("the other has its own way to go")
                .isEqualTo(1);
    }

    @Test
    void whatAllHaveExecutedIsNotKeptButReadAgain() throws Exception {
        append(1, 1);
        append(1, 2);
        append(1, 3);
        feed.next(0, 2);
        log.entries.remove(1L); // what is not in the log any more can only come from memory
        assertThat(feed.next(1, 0).batch()).as("one has yet to execute it").isNotNull();
        assertThat(feed.next(1, 0).batch().index()).isEqualTo(1);

        feed.next(1, 2);

        assertThat(feed.next(0, 0).batch().index()).as("from the log").isEqualTo(2);
        assertThat(feed.next(0, 2).batch().index()).isEqualTo(3);
    }

    @Test
    void entriesAfterACutAreKeptAlthoughTheirIndicesWereExecutedBefore() throws Exception {
        append(1, 1);
        append(1, 2);
        feed.next(0, 2);
        feed.next(1, 2);
        append(2, 2); // in place of 2
        assertThat(feed.next(0, 2).returnTo()).isEqualTo(1);
        log.entries.remove(2L);

        assertThat(feed.next(0, 1).batch().index()).isEqualTo(2);
        assertThat(feed.next(0, 2).batch()).isNull();
        assertThat(feed.next(1, 2).returnTo()).isEqualTo(1);
        assertThat(feed.next(1, 1).batch().index()).isEqualTo(2);
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

    @Test
    void whatIsAppendedWhileAnotherStateIsPutInPlaceIsExecutedAfterIt() throws Exception {
        append(1, 1);
        feed.suspend();
        log.entries.clear();
        log.start = 181;
        append(2, 181);
        append(2, 182);
        assertThat(feed.next(0, 0))
                .as("neither fits on the old state what comes, nor is missed what went")
                .isEqualTo(new EntryFeed.Next(0, EntryFeed.NOT_CUT, null, false));

        feed.restart(new EntryId(2, 180));
        append(2, 183); // before it is opened again
        feed.open();
        append(2, 184);

        for (long index = 181; index <= 184; index++) {
            assertThat(feed.next(0, index - 1).batch()).isEqualTo(log.read(index));
            feed.onCommitted(new EntryId(2, index));
        }
        assertThat(feed.cuts()).as("whoever looked before must not go on").isEqualTo(1);
    }

    /** It enters the log while who opens the feed reads that. */
    @Test
    void noEntryComesInUnseenWhileTheLogIsRead() throws Exception {
        feed.restart(new EntryId(1, 180));
        append(1, 181);
        log.onNextLastIndex = () -> append(1, 182);

        feed.open();

        assertThat(feed.lastIndex()).isEqualTo(182);
        assertThat(feed.next(0, 181).batch()).isEqualTo(log.read(182));
    }

    @Test
    void nothingIsPurgedForOneThatLooksWhileTheStateIsReplaced() throws Exception {
        append(1, 1);
        append(1, 2);
        EntryFeed later = new EntryFeed(1, log);
        later.restart(new EntryId(0, 0));
        later.open();
        log.onNextStartIndex = () -> {
            later.suspend();
            log.start = 181;
        };

        assertThat(later.next(0, 0).isPurged()).isFalse();
    }

    @Test
    void nobodyHasExecutedAllOfALogThatWasNotReadYet() throws Exception {
        append(1, 1);
        append(1, 2);
        EntryFeed later = new EntryFeed(1, log);
        later.restart(new EntryId(1, 1));
        assertThat(later.lastIndex()).isGreaterThan(2);

        later.open();

        assertThat(later.lastIndex()).isEqualTo(2);
        later.suspend();
        assertThat(later.lastIndex()).isGreaterThan(2);
    }

    private void append(long term, long index) {
        InputBatch batch = new InputBatch(term, index, 0, List.of(), new byte[0]);
        log.entries.tailMap(index, true).clear();
        feed.onAppended(batch);
        log.entries.put(index, batch);
    }
}
