package io.dsfm.ratis.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** When a cut of the log is seen, and to where the instances must return. */
final class TailTest {

    /** The log: term by index; an index that is missing has no entry. */
    private final TreeMap<Long, Long> log = new TreeMap<>();

    private final Tail tail = new Tail();

    private long append(long term, long index) {
        log.tailMap(index, true).clear();
        log.put(index, term);
        return tail.append(new EntryId(term, index), 10, this::termAt);
    }

    private long termAt(long index) {
        return log.getOrDefault(index, Tail.NO_TERM);
    }

    @Test
    void entriesInOrderUndoNothing() {
        assertThat(append(1, 2)).isEqualTo(Tail.NOTHING);
        assertThat(append(1, 3)).isEqualTo(Tail.NOTHING);
        assertThat(append(2, 7)).isEqualTo(Tail.NOTHING);
        assertThat(tail.verify(this::termAt)).isEqualTo(Tail.NOTHING);
        assertThat(tail.commit(new EntryId(1, 2))).isEqualTo(Tail.NOTHING);
        assertThat(tail.newest()).isEqualTo(new EntryId(2, 7));
        assertThat(tail.committed()).isEqualTo(new EntryId(1, 2));
        assertThat(tail.size()).isEqualTo(2);
    }

    @Test
    void anEntryInTheSamePlaceUndoesWhatItReplaces() {
        append(1, 1);
        append(1, 2);
        append(1, 4);
        append(1, 5);

        assertThat(append(2, 3)).isEqualTo(2);
        assertThat(tail.newest()).isEqualTo(new EntryId(2, 3));
        assertThat(append(3, 1)).isZero();
    }

    @Test
    void returnsToTheCommitPointWhenNothingElseIsLeft() {
        append(1, 1);
        append(1, 5);
        tail.commit(new EntryId(1, 1));

        assertThat(append(2, 4)).isEqualTo(1);
    }

    @Test
    void anEntryBehindAPlaceThatWasRefilledUndoesWhatStoodThere() {
        append(1, 1);
        append(1, 2);
        log.put(2L, 2L);

        assertThat(append(2, 3)).isEqualTo(1);
    }

    @Test
    void anOlderTermBehindANewerUndoesTheNewer() {
        append(1, 1);
        append(3, 2);
        log.remove(2L);
        assertThat(tail.append(new EntryId(1, 3), 10, index -> 3)).isEqualTo(1);
    }

    @Test
    void aPlaceRefilledWithOtherKindsOfEntriesIsSeenWhenTheLogIsAsked() {
        append(1, 1);
        append(1, 2);
        append(1, 3);
        log.tailMap(2L, true).clear();
        log.put(2L, 2L);

        assertThat(tail.verify(this::termAt)).isEqualTo(1);
        assertThat(tail.verify(this::termAt)).isEqualTo(Tail.NOTHING);
        log.clear();
        assertThat(tail.verify(this::termAt)).isZero();
    }

    @Test
    void aCommitOfAnotherEntryUndoesEverything() {
        append(1, 1);
        append(1, 2);
        append(1, 3);
        assertThat(tail.commit(new EntryId(1, 1))).isEqualTo(Tail.NOTHING);

        assertThat(tail.commit(new EntryId(2, 2))).isEqualTo(1);
        assertThat(append(2, 2)).isEqualTo(Tail.NOTHING);
        assertThat(tail.commit(new EntryId(2, 2))).isEqualTo(Tail.NOTHING);
        append(2, 4);
        assertThat(tail.commit(new EntryId(3, 5))).isEqualTo(2);
    }

    @Test
    void aCutBelowTheCommitPointIsRefused() {
        append(1, 3);
        tail.commit(new EntryId(1, 3));

        assertThatThrownBy(() -> append(2, 3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cut below the commit point");
        assertThatThrownBy(() -> tail.commit(new EntryId(2, 3))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> tail.commit(new EntryId(2, 4)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was not appended here");
    }

    @Test
    void hasRoomForSoManyEntriesAndBytes() {
        for (int index = 1; index <= 3; index++) {
            assertThat(tail.hasRoom(3, 30)).isTrue();
            append(1, index);
        }
        assertThat(tail.hasRoom(3, 1_000)).isFalse();
        assertThat(tail.hasRoom(100, 30)).isFalse();
        tail.commit(new EntryId(1, 1));
        assertThat(tail.hasRoom(3, 30)).isTrue();
        append(2, 3);
        assertThat(tail.hasRoom(3, 21)).isTrue();
        tail.restart(new EntryId(2, 9));
        assertThat(tail.hasRoom(1, 0)).isTrue();
    }

    @Test
    void aRestartGoesOnFromThere() {
        append(1, 3);
        tail.restart(new EntryId(4, 9));

        assertThat(tail.newest()).isEqualTo(new EntryId(4, 9));
        assertThat(tail.verify(this::termAt)).isEqualTo(Tail.NOTHING);
        assertThat(append(4, 10)).isEqualTo(Tail.NOTHING);
    }

    /** Random cuts and refills by leaders of rising terms; what is executed is always a prefix of the log afterwards. */
    @Test
    void whatStaysExecutedIsWhatTheLogHolds() {
        Seeds.each(300, TailTest.class, random -> {
            TreeMap<Long, Long> entries = new TreeMap<>();
            TreeMap<Long, Long> executed = new TreeMap<>();
            Tail speculative = new Tail();
            long term = 1;
            long commit = 0;
            for (int step = 0; step < 120; step++) {
                long last = entries.isEmpty() ? 0 : entries.lastKey();
                if (random.nextInt(8) == 0) {
                    long from = commit + 1 + random.nextInt((int) (last - commit) + 1);
                    entries.tailMap(from, true).clear();
                    term++;
                } else if (random.nextInt(5) == 0 && executed.higherKey(commit) != null) {
                    long next = executed.higherKey(commit);
                    if (entries.getOrDefault(next, 0L).equals(executed.get(next))) {
                        assertThat(speculative.commit(new EntryId(entries.get(next), next)))
                                .isEqualTo(Tail.NOTHING);
                        commit = next;
                    }
                } else if (random.nextInt(3) == 0) {
                    entries.put(last + 1, term);
                } else {
                    entries.put(last + 1, term);
                    long to = speculative.append(
                            new EntryId(term, last + 1), 1, index -> entries.getOrDefault(index, Tail.NO_TERM));
                    revert(executed, to);
                    executed.put(last + 1, term);
                    assertThat(entries.entrySet()).containsAll(executed.entrySet());
                }
                if (random.nextInt(6) == 0) {
                    revert(executed, speculative.verify(index -> entries.getOrDefault(index, Tail.NO_TERM)));
                    assertThat(entries.entrySet()).containsAll(executed.entrySet());
                }
            }
        });
    }

    private static void revert(NavigableMap<Long, Long> executed, long toIndex) {
        if (toIndex != Tail.NOTHING) {
            executed.tailMap(toIndex, false).clear();
        }
    }
}
