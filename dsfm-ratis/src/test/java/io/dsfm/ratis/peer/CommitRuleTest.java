package io.dsfm.ratis.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CommitRuleTest {

    @Test
    void isWhatAMajorityHolds() {
        assertThat(committed(4, 7, 5, 6)).isEqualTo(6);
        assertThat(committed(4, 7, 0, 6)).isEqualTo(6);
        assertThat(committed(4, 9, 8, 5, 4, 7)).isEqualTo(7);
        assertThat(committed(4, 6)).isEqualTo(6);
    }

    @Test
    void ofAnEvenNumberTwoAreNoMajority() {
        assertThat(committed(4, 9, 9, 5, 5)).isEqualTo(5);
        assertThat(committed(4, 9, 5)).isEqualTo(5);
    }

    /** Figure 8 of Raft's paper: the leader of term 4 has brought the entry of term 2 to a majority, and can still lose it. */
    @Test
    void anEntryOfAnOlderTermIsNotCommittedByAMajorityAlone() {
        assertThat(committed(4, 3, 3, 1)).isEqualTo(CommitRule.NONE);
        assertThat(committed(4, 4, 4, 1)).isEqualTo(4);
    }

    /** What was read in a leadership that has ended says nothing of the log of the next. */
    @Test
    void whatWasHeldInAnEarlierLeadershipSaysNothingOfLaterEntries() {
        assertThat(committed(2, 5, 5, 1)).isEqualTo(CommitRule.NONE);
    }

    @Test
    void aGroupThatHoldsNothingHasCommittedNothing() {
        assertThat(committed(4, 9, 0, 0)).isEqualTo(CommitRule.NONE);
    }

    private static long committed(long term, long... held) {
        return CommitRule.committed(held, term, CommitRuleTest::termOf);
    }

    /** Entries 1 and 2 are of term 1, 3 of term 2, those behind of term 4. */
    private static long termOf(long index) {
        if (index <= 2) {
            return 1;
        }
        return index == 3 ? 2 : 4;
    }
}
