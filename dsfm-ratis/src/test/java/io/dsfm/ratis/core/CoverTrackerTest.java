package io.dsfm.ratis.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a leader may count as covered. */
final class CoverTrackerTest {

    private static final int SELF = 1;

    private final CoverTracker three = new CoverTracker(3, SELF);

    private static EntryId entry(long term, long index) {
        return new EntryId(term, index);
    }

    @Test
    void aMajorityWithTheLeaderCovers() {
        three.onTerm(4, true);
        three.onExecuted(SELF, 4, entry(4, 9));
        assertThat(three.coveredIndex()).isZero();

        three.onExecuted(0, 4, entry(4, 7));
        assertThat(three.coveredIndex()).isEqualTo(7);

        three.onExecuted(2, 4, entry(4, 12));
        assertThat(three.coveredIndex()).isEqualTo(9);
    }

    @Test
    void aMajorityWithoutTheLeaderDoesNot() {
        three.onTerm(4, true);
        three.onExecuted(0, 4, entry(4, 9));
        three.onExecuted(2, 4, entry(4, 9));

        assertThat(three.coveredIndex()).isZero();
    }

    @Test
    void threeOfFiveAreNeeded() {
        CoverTracker five = new CoverTracker(5, 0);
        five.onTerm(2, true);
        five.onExecuted(0, 2, entry(2, 9));
        five.onExecuted(3, 2, entry(2, 8));
        assertThat(five.coveredIndex()).isZero();

        five.onExecuted(4, 2, entry(2, 5));
        assertThat(five.coveredIndex()).isEqualTo(5);

        five.onExecuted(1, 2, entry(2, 7));
        assertThat(five.coveredIndex()).isEqualTo(7);
    }

    @Test
    void anEntryOfAnOlderTermIsCoveredOnlyByOneOfThisTermAboveIt() {
        three.onTerm(4, true);
        three.onExecuted(SELF, 4, entry(3, 9));
        three.onExecuted(0, 4, entry(3, 9));
        assertThat(three.coveredIndex()).isZero();

        three.onExecuted(SELF, 4, entry(4, 10));
        assertThat(three.coveredIndex()).isZero();

        three.onExecuted(0, 4, entry(4, 10));
        assertThat(three.coveredIndex()).isEqualTo(10);
    }

    @Test
    void aWordOfAnotherTermDoesNotCount() {
        three.onTerm(4, true);
        three.onExecuted(SELF, 4, entry(4, 9));
        three.onExecuted(0, 3, entry(4, 9));
        three.onExecuted(2, 5, entry(4, 9));

        assertThat(three.coveredIndex()).isZero();
    }

    @Test
    void aFollowerCoversNothing() {
        three.onTerm(4, false);
        three.onExecuted(SELF, 4, entry(4, 9));
        three.onExecuted(0, 4, entry(4, 9));

        assertThat(three.coveredIndex()).isZero();
    }

    @Test
    void aNewTermBeginsWithNothing() {
        three.onTerm(4, true);
        three.onExecuted(SELF, 4, entry(4, 9));
        three.onExecuted(0, 4, entry(4, 9));

        three.onTerm(6, true);

        assertThat(three.coveredIndex()).isZero();
        three.onExecuted(SELF, 6, entry(6, 12));
        assertThat(three.coveredIndex()).isZero();
    }

    @Test
    void wordsOutOfOrderTakeNothingBack() {
        three.onTerm(4, true);
        three.onExecuted(SELF, 4, entry(4, 9));
        three.onExecuted(0, 4, entry(4, 9));
        three.onExecuted(0, 4, entry(4, 5));

        assertThat(three.coveredIndex()).isEqualTo(9);
    }
}
