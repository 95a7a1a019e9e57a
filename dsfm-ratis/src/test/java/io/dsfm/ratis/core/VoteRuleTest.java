package io.dsfm.ratis.core;

import static io.dsfm.ratis.core.VoteRule.UNFIT;
import static io.dsfm.ratis.core.VoteRule.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.core.VoteRule.Verdict;
import org.junit.jupiter.api.Test;

/** Whom a voter refuses. */
final class VoteRuleTest {

    private static EntryId entry(long term, long index) {
        return new EntryId(term, index);
    }

    @Test
    void refusesACandidateThatHasNotExecutedTheLastReleasedResult() {
        VoteRule rule = VoteRule.clean(Watermark.NONE);
        rule.learn(new Watermark(1, 7, 70));

        assertThat(rule.decide(6, entry(2, 6))).isEqualTo(Verdict.BEHIND_WATERMARK);
        assertThat(rule.decide(7, entry(2, 7))).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void refusesACandidateThatHasNotExecutedItsWholeLog() {
        VoteRule rule = VoteRule.clean(new Watermark(1, 7, 70));

        assertThat(rule.decide(8, entry(2, 9))).isEqualTo(Verdict.BEHIND_LOG);
        assertThat(rule.decide(9, entry(2, 9))).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void theWatermarkOnlyMovesUp() {
        VoteRule rule = VoteRule.clean(new Watermark(1, 7, 70));
        rule.learn(new Watermark(2, 6, 60));
        assertThat(rule.watermark()).isEqualTo(new Watermark(1, 7, 70));

        rule.learn(new Watermark(2, 7, 71));
        rule.learn(new Watermark(2, 8, 71));

        assertThat(rule.watermark()).isEqualTo(new Watermark(2, 8, 71));
    }

    @Test
    void judgesACandidateThatDoesNotSayByItsLog() {
        VoteRule rule = VoteRule.clean(new Watermark(1, 7, 70));

        assertThat(rule.decide(UNKNOWN, entry(2, 6))).isEqualTo(Verdict.BEHIND_WATERMARK);
        assertThat(rule.decide(UNKNOWN, entry(2, 7))).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void refusesACandidateThatSaysThatItMustNotLead() {
        assertThat(VoteRule.clean(Watermark.NONE).decide(UNFIT, entry(2, 6))).isEqualTo(Verdict.CANDIDATE_UNFIT);
        VoteRule rule = VoteRule.clean(new Watermark(1, 7, 70));
        assertThat(VoteRule.unclean().standing(5, entry(2, 9))).isEqualTo(UNFIT);
        assertThat(rule.standing(6, entry(2, 6))).isEqualTo(UNFIT);
        assertThat(rule.standing(6, entry(2, 7))).isEqualTo(6);
        assertThat(rule.standing(UNFIT, entry(2, 7))).isEqualTo(UNFIT);
    }

    @Test
    void aRecoveringNodeVotesForNobodyUntilItKnowsWhatItMayHaveForgotten() {
        VoteRule rule = VoteRule.unclean();
        assertThat(rule.isRecovering()).isTrue();
        assertThat(rule.decide(99, entry(9, 99))).isEqualTo(Verdict.VOTER_RECOVERING);
        rule.onLeader(3, 6, Watermark.NONE, false);
        rule.onLog(entry(9, 99));
        assertThat(rule.decide(99, entry(9, 99))).isEqualTo(Verdict.VOTER_RECOVERING);

        rule.onLeader(3, 6, Watermark.NONE, true);

        assertThat(rule.decide(99, entry(2, 99))).isEqualTo(Verdict.BELOW_FLOOR);
        assertThat(rule.decide(5, entry(3, 5))).isEqualTo(Verdict.BELOW_FLOOR);
        assertThat(rule.decide(6, entry(3, 6))).isEqualTo(Verdict.GRANTED);
        assertThat(rule.decide(6, entry(4, 6))).isEqualTo(Verdict.GRANTED);
        assertThat(rule.isRecovering()).isTrue();
    }

    @Test
    void aRecoveringNodeIsWholeWhenItsLogReachesTheFloor() {
        VoteRule rule = VoteRule.unclean();
        rule.onLeader(3, 6, Watermark.NONE, true);
        rule.onLog(entry(3, 5));
        rule.onLog(entry(2, 9));
        assertThat(rule.isRecovering()).isTrue();

        rule.onLog(entry(3, 6));

        assertThat(rule.isRecovering()).isFalse();
        assertThat(rule.decide(1, entry(1, 1))).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void aRecordOfItsOwnWordIsAFloor() {
        VoteRule rule = VoteRule.uncleanWithRecord(entry(2, 5));
        assertThat(rule.decide(4, entry(2, 4))).isEqualTo(Verdict.BELOW_FLOOR);
        assertThat(rule.decide(5, entry(2, 5))).isEqualTo(Verdict.GRANTED);

        rule.onLog(entry(2, 5));

        assertThat(rule.isRecovering()).isFalse();
    }

    @Test
    void whatIsWrittenDownWhileRecoveringHoldsWhatIsForgottenAlready() {
        VoteRule rule = VoteRule.unclean();
        assertThat(rule.toRecord(entry(2, 3))).isNull();

        rule.onLeader(2, 5, Watermark.NONE, true);
        assertThat(rule.toRecord(entry(2, 3))).isEqualTo(entry(2, 5));

        rule.onLog(entry(2, 5));
        assertThat(rule.toRecord(entry(2, 3))).isEqualTo(entry(2, 5));
        assertThat(rule.toRecord(entry(2, 6))).isEqualTo(entry(2, 6));
        assertThat(rule.toRecord(entry(2, 5))).isEqualTo(entry(2, 6));
        assertThat(rule.toRecord(entry(3, 4))).isEqualTo(entry(3, 4));
    }

    @Test
    void aCensusGivesAFloorToWhoHasNone() {
        VoteRule rule = VoteRule.unclean();
        rule.onCensus(entry(2, 5), Watermark.NONE);

        assertThat(rule.decide(9, entry(2, 4))).isEqualTo(Verdict.BELOW_FLOOR);
        assertThat(rule.decide(5, entry(2, 5))).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void theLowestFloorCounts() {
        VoteRule rule = VoteRule.uncleanWithRecord(entry(3, 9));
        rule.onCensus(entry(4, 5), Watermark.NONE);
        assertThat(rule.decide(8, entry(3, 8))).isEqualTo(Verdict.BELOW_FLOOR);
        rule.onLeader(3, 8, Watermark.NONE, true);
        assertThat(rule.decide(8, entry(3, 8))).isEqualTo(Verdict.GRANTED);

        rule.onCensus(entry(2, 5), Watermark.NONE);

        assertThat(rule.decide(5, entry(2, 5))).isEqualTo(Verdict.GRANTED);
        assertThat(rule.decide(4, entry(2, 4))).isEqualTo(Verdict.BELOW_FLOOR);
    }

    @Test
    void aCensusVoidsADemandThatNobodyCanMeet() {
        VoteRule rule = VoteRule.clean(new Watermark(2, 7, 70));
        rule.onCensus(entry(2, 5), new Watermark(2, 6, 60));
        assertThat(rule.decide(5, entry(2, 5))).isEqualTo(Verdict.BEHIND_WATERMARK);
        rule.onCensus(entry(2, 8), new Watermark(2, 7, 70));
        assertThat(rule.decide(6, entry(2, 6))).isEqualTo(Verdict.BEHIND_WATERMARK);

        rule.onCensus(entry(2, 5), new Watermark(2, 7, 70));

        assertThat(rule.decide(4, entry(2, 4))).isEqualTo(Verdict.BEHIND_WATERMARK);
        assertThat(rule.decide(5, entry(2, 5))).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void aDemandThatIsVoidIsNotLearntAgainFromThoseWhoDoNotKnow() {
        VoteRule rule = VoteRule.clean(new Watermark(2, 7, 70));
        rule.onCensus(entry(2, 5), new Watermark(2, 7, 70));

        rule.learn(new Watermark(2, 7, 70));
        rule.learn(new Watermark(1, 6, 60));
        assertThat(rule.watermark().index()).isEqualTo(5);

        rule.learn(new Watermark(3, 6, 60));
        assertThat(rule.watermark()).isEqualTo(new Watermark(3, 6, 60));
    }

    @Test
    void aLaterLeaderWithoutTheResultVoidsTheDemand() {
        VoteRule rule = VoteRule.clean(new Watermark(2, 7, 70));
        rule.onLeader(2, 5, new Watermark(2, 3, 30), true);
        rule.onLeader(1, 5, new Watermark(1, 3, 30), true);
        rule.onLeader(3, 7, new Watermark(1, 3, 30), true);
        assertThat(rule.watermark().index()).isEqualTo(7);

        rule.onLeader(3, 6, new Watermark(1, 3, 30), false);

        assertThat(rule.watermark().index()).isEqualTo(3);
    }
}
