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

    /**
     * Five nodes. The leader, 0, has sent an entry to 1, which gave its word for it, lost it and asks around; then to 2, which
     * had answered before. The leader counts both, lets the result leave, and loses its memory before it answers. Two have
     * lost theirs, a minority: the entry must not be lost, though 1, 3 and 4 would make a majority that does not know it.
     */
    @Test
    void onceWouldNotBeEnough() {
        Census once = new Census(5, SELF, 1) {
            @Override
            boolean mustAskTwice() {
                return false;
            }
        };
        assertThat(voteOfWhoForgot(once)).isEqualTo(VoteRule.Verdict.GRANTED);
        assertThat(voteOfWhoForgot(new Census(5, SELF, 1))).isEqualTo(VoteRule.Verdict.BELOW_FLOOR);
    }

    private static VoteRule.Verdict voteOfWhoForgot(Census asking) {
        EntryId old = entry(1, 1);
        EntryId released = entry(2, 5);
        CoverTracker leader = new CoverTracker(5, 0);
        leader.onTerm(2, true);
        leader.onExecuted(0, 2, released);
        leader.onExecuted(SELF, 2, released);
        VoteRule rule = VoteRule.unclean();
        asking.begin(old, Watermark.NONE);
        for (int node = 2; node <= 4; node++) {
            asking.onAnswer(node, asking.question(), old);
        }
        leader.onExecuted(2, 2, released);
        assertThat(leader.coveredIndex()).isEqualTo(5);

        EntryId newest = asking.onAnswer(0, asking.question(), old);
        if (newest == null) {
            asking.onAnswer(0, asking.question(), old);
            asking.onAnswer(2, asking.question(), released);
            asking.onAnswer(3, asking.question(), old);
            newest = asking.onAnswer(4, asking.question(), old);
        }
        assertThat(newest).isNotNull();
        rule.onCensus(newest, Watermark.NONE);
        return rule.decide(1, old);
    }
}
