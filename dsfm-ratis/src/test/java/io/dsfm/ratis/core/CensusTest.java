package io.dsfm.ratis.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When all have been heard. */
final class CensusTest {

    private static final int SELF = 1;
    private final Census census = new Census(3, SELF, 100);

    private static EntryId entry(long term, long index) {
        return new EntryId(term, index);
    }

    @Test
    void givesTheNewestOfAllWhenEachHasAnsweredTwice() {
        census.begin(entry(1, 1), new Watermark(1, 1, 1));
        long first = census.question();
        assertThat(census.onAnswer(0, first, entry(2, 5))).isNull();
        assertThat(census.onAnswer(2, first, entry(1, 9))).isNull();
        long second = census.question();
        assertThat(second).isNotEqualTo(first);
        assertThat(census.onAnswer(0, second, entry(1, 1))).isNull();

        assertThat(census.onAnswer(2, second, entry(2, 4))).isEqualTo(entry(2, 5));
        assertThat(census.knownAtStart()).isEqualTo(new Watermark(1, 1, 1));
    }

    @Test
    void itsOwnLogCounts() {
        census.begin(entry(7, 1), Watermark.NONE);
        census.onAnswer(0, census.question(), EntryId.NONE);
        census.onAnswer(2, census.question(), EntryId.NONE);
        census.onAnswer(0, census.question(), EntryId.NONE);

        assertThat(census.onAnswer(2, census.question(), EntryId.NONE)).isEqualTo(entry(7, 1));
    }

    @Test
    void anAnswerToAnotherQuestionOrASecondOneDoesNotCount() {
        census.begin(EntryId.NONE, Watermark.NONE);
        assertThat(census.question()).isEqualTo(100);
        for (int i = 0; i < 9; i++) {
            assertThat(census.onAnswer(0, 100, EntryId.NONE)).isNull();
            assertThat(census.onAnswer(2, 99, EntryId.NONE)).isNull();
            assertThat(census.onAnswer(SELF, 100, EntryId.NONE)).isNull();
        }
        assertThat(census.question()).isEqualTo(100);
    }

    @Test
    void aNewOneBeginsWithNothing() {
        census.begin(entry(7, 1), Watermark.NONE);
        census.onAnswer(0, 100, EntryId.NONE);
        census.begin(entry(1, 1), new Watermark(1, 1, 1));
        assertThat(census.onAnswer(2, 100, EntryId.NONE)).isNull();
        for (int round = 0; round < 2; round++) {
            assertThat(census.onAnswer(0, census.question(), EntryId.NONE)).isNull();
            EntryId newest = census.onAnswer(2, census.question(), EntryId.NONE);
            assertThat(newest).isEqualTo(round == 0 ? null : entry(1, 1));
        }
        assertThat(census.onAnswer(2, census.question(), EntryId.NONE)).isNull();
    }
}
