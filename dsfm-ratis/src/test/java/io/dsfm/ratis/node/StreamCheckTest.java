package io.dsfm.ratis.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.node.StreamCheck.Verdict;
import io.dsfm.statemachine.Digest64;
import org.junit.jupiter.api.Test;

/** Which results may be shown where an instance is wrong. */
final class StreamCheckTest {

    private final StreamCheck check = new StreamCheck();

    /** The chain digest at a sequence where outputs are as they should be, and wrong from {@code wrongFrom} on. */
    private static long chain(long sequence, long wrongFrom) {
        long chain = Digest64.EMPTY;
        for (long i = 1; i <= sequence; i++) {
            chain = Digest64.append(chain, output(i, wrongFrom));
        }
        return chain;
    }

    /** Only one output is wrong: that at {@code wrongAt}. */
    private static long output(long sequence, long wrongAt) {
        return Digest64.mix(sequence == wrongAt ? -1 : sequence);
    }

    private Verdict give(long sequence, long wrongAt) {
        return check.onResult(sequence, output(sequence, wrongAt), chain(sequence, wrongAt));
    }

    @Test
    void oneHistoryGoesOnThroughRestarts() {
        for (int i = 1; i <= 10; i++) {
            assertThat(give(i, 99)).isEqualTo(Verdict.GOES_ON);
        }
        check.restart(4, chain(4, 99));
        for (int i = 5; i <= 20; i++) {
            assertThat(give(i, 99)).isEqualTo(Verdict.GOES_ON);
        }
    }

    @Test
    void theRightHistoryAfterAWrongOneStartsAnew() {
        give(1, 99);
        give(2, 2);
        assertThat(give(3, 2)).isEqualTo(Verdict.GOES_ON);
        assertThat(give(4, 99)).isEqualTo(Verdict.STARTS_ANEW);
        assertThat(give(5, 99)).isEqualTo(Verdict.GOES_ON);
    }

    @Test
    void theLeadersWordOfWhatHasNotComeIsKeptUntilItDoes() {
        give(1, 99);
        check.onLeadersWord(3, chain(3, 99));
        assertThat(give(2, 2)).isEqualTo(Verdict.GOES_ON);
        assertThat(give(3, 2)).isEqualTo(Verdict.WRONG);
        assertThat(give(4, 2)).isEqualTo(Verdict.WRONG);
        assertThat(give(5, 99)).isEqualTo(Verdict.STARTS_ANEW);
        assertThat(give(6, 99)).isEqualTo(Verdict.GOES_ON);
    }

    @Test
    void theLeadersWordDoesNotConcernAnInstanceThatAgrees() {
        give(1, 99);
        check.onLeadersWord(3, chain(3, 99));
        for (int i = 2; i <= 6; i++) {
            assertThat(give(i, 99)).isEqualTo(Verdict.GOES_ON);
        }
    }

    @Test
    void whatGoesOnFromAWrongResultIsWrongUntilTheStateIsRestored() {
        give(1, 99);
        give(2, 2);
        check.onWrong();
        assertThat(give(3, 2)).isEqualTo(Verdict.WRONG);
        check.restart(3, chain(3, 99));
        assertThat(give(4, 99)).isEqualTo(Verdict.GOES_ON);
    }

    @Test
    void afterAGapNothingIsKnownOfWhatIsBefore() {
        give(1, 99);
        assertThat(give(5, 2)).isEqualTo(Verdict.GOES_ON);
        assertThat(give(6, 2)).isEqualTo(Verdict.GOES_ON);
    }
}
