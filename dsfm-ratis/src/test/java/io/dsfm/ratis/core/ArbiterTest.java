package io.dsfm.ratis.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which instance's outcome is the result, and what becomes of the others. */
final class ArbiterTest {

    private static final int LEAD_MAX = 8;

    private final List<Divergence> divergences = new ArrayList<>();
    private final Arbiter arbiter = new Arbiter(3, LEAD_MAX, divergences::add);

    @Test
    void theFirstOfEachPositionWins() {
        assertThat(arbiter.offer(1, executed(1), 10)).isTrue();
        assertThat(arbiter.offer(0, executed(1), 20)).isFalse();
        assertThat(arbiter.offer(0, executed(2), 30)).isTrue();
        assertThat(arbiter.offer(2, executed(1), 40)).isFalse();
        assertThat(arbiter.offer(1, executed(2), 50)).isFalse();

        assertThat(arbiter.highestPosition()).isEqualTo(2);
        assertThat(divergences).isEmpty();
        assertThat(arbiter.scores()).extracting(InstanceScore::wins).containsExactly(1L, 1L, 0L);
        assertThat(arbiter.scores()).extracting(InstanceScore::duplicates).containsExactly(1L, 1L, 1L);
    }

    @Test
    void theLeadIsOverTheSecondToCome() {
        arbiter.offer(1, executed(1), 100);
        arbiter.offer(0, executed(1), 150);
        arbiter.offer(2, executed(1), 900);

        assertThat(arbiter.scores()[1].leadMedianNanos()).isEqualTo(50);
        assertThat(arbiter.scores()[0].leadMedianNanos()).isZero();
    }

    @Test
    void onlyNewResultsCountForTheScores() {
        arbiter.offer(0, outcome(OutcomeKind.SESSION_OPENED, 1, 0, 0), 0);
        arbiter.offer(1, outcome(OutcomeKind.SESSION_OPENED, 1, 0, 0), 5);

        assertThat(arbiter.scores()).extracting(InstanceScore::wins).containsOnly(0L);
        assertThat(arbiter.scores()).extracting(InstanceScore::duplicates).containsOnly(0L);
    }

    @Test
    void anotherOutputIsADivergence() {
        arbiter.offer(2, outcome(OutcomeKind.EXECUTED, 1, 7, 0), 0);
        arbiter.offer(0, outcome(OutcomeKind.EXECUTED, 1, 7, 0), 0);
        arbiter.offer(1, outcome(OutcomeKind.EXECUTED, 1, 8, 0), 0);

        assertThat(divergences).hasSize(1);
        Divergence divergence = divergences.get(0);
        assertThat(divergence.firstInstance()).isEqualTo(2);
        assertThat(divergence.otherInstance()).isEqualTo(1);
        assertThat(divergence.sequence()).isEqualTo(1);
        assertThat(divergence.index()).isEqualTo(1);
        assertThat(divergence.description()).contains("outputs differ", "07", "08");
    }

    @Test
    void anotherStateIsADivergence() {
        arbiter.offer(0, outcome(OutcomeKind.EXECUTED, 1, 7, 5), 0);
        arbiter.offer(1, outcome(OutcomeKind.EXECUTED, 1, 7, 6), 0);

        assertThat(divergences).hasSize(1);
        assertThat(divergences.get(0).description()).contains("states differ");
    }

    @Test
    void anotherKindIsADivergence() {
        arbiter.offer(0, outcome(OutcomeKind.EXECUTED, 1, 7, 0), 0);
        arbiter.offer(1, outcome(OutcomeKind.OUT_OF_ORDER, 1, 0, 0), 0);

        assertThat(divergences).hasSize(1);
        assertThat(divergences.get(0).description()).contains("EXECUTED", "OUT_OF_ORDER");
        assertThat(divergences.get(0).sequence()).isEqualTo(1);
    }

    @Test
    void anotherAnswerToAResentRequestIsADivergence() {
        arbiter.offer(0, Outcomes.repeated(1, 3, new byte[] {7}), 0);
        arbiter.offer(1, Outcomes.repeated(1, 3, new byte[] {7}), 0);
        assertThat(divergences).isEmpty();

        arbiter.offer(2, Outcomes.repeated(1, 3, new byte[] {8}), 0);

        assertThat(divergences).hasSize(1);
        assertThat(divergences.get(0).description()).contains("outputs differ", "07", "08");
    }

    @Test
    void anAnswerOfAnotherSequenceIsADivergence() {
        arbiter.offer(0, Outcomes.repeated(1, 3, new byte[] {7}), 0);
        arbiter.offer(1, Outcomes.repeated(1, 4, new byte[] {7}), 0);

        assertThat(divergences).hasSize(1);
        assertThat(divergences.get(0).sequence()).isEqualTo(4);
    }

    @Test
    void afterADivergenceTheNextPositionsAreComparedOnTheirOwn() {
        arbiter.offer(0, outcome(OutcomeKind.EXECUTED, 1, 7, 0), 0);
        arbiter.offer(1, outcome(OutcomeKind.EXECUTED, 1, 8, 0), 0);
        arbiter.offer(0, executed(2), 0);
        arbiter.offer(1, executed(2), 0);

        assertThat(divergences).hasSize(1);
    }

    @Test
    void aGapIsRefused() {
        arbiter.offer(0, executed(1), 0);

        assertThatThrownBy(() -> arbiter.offer(0, executed(3), 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("instance=0, position=3, expected=2");
        assertThatThrownBy(() -> arbiter.offer(1, executed(2), 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> arbiter.offer(0, executed(1), 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anInstanceTooFarAheadIsRefused() {
        for (int position = 1; position <= LEAD_MAX; position++) {
            arbiter.offer(0, executed(position), 0);
            arbiter.offer(1, executed(position), 0);
        }

        assertThatThrownBy(() -> arbiter.offer(0, executed(LEAD_MAX + 1), 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("too far ahead");
    }

    @Test
    void anInstanceMayBeAheadByTheLimitForever() {
        for (int leadMax = 1; leadMax <= 20; leadMax++) {
            Arbiter pair = new Arbiter(2, leadMax, divergences::add);
            for (int position = 1; position <= leadMax; position++) {
                assertThat(pair.offer(0, executed(position), 0)).isTrue();
            }
            for (int position = 1; position <= 100; position++) {
                assertThat(pair.offer(1, executed(position), 0)).isFalse();
                assertThat(pair.offer(0, executed(position + leadMax), 0)).isTrue();
            }
        }
        assertThat(divergences).isEmpty();
    }

    @Test
    void aRestartGoesOnAfterItsPosition() {
        arbiter.offer(0, executed(1), 0);
        arbiter.offer(0, executed(2), 0);

        arbiter.restart(100);

        assertThat(arbiter.highestPosition()).isEqualTo(100);
        assertThatThrownBy(() -> arbiter.offer(1, executed(1), 0)).isInstanceOf(IllegalStateException.class);
        assertThat(arbiter.offer(1, executed(101), 0)).isTrue();
        assertThat(arbiter.offer(0, executed(101), 0)).isFalse();
        assertThat(arbiter.offer(2, executed(101), 0)).isFalse();
        assertThat(divergences).isEmpty();
    }

    @Test
    void oneInstanceAloneAlwaysWins() {
        Arbiter alone = new Arbiter(1, 1, divergences::add);
        for (int position = 1; position <= 1_000; position++) {
            assertThat(alone.offer(0, executed(position), 0)).isTrue();
        }
        assertThat(alone.scores()[0].wins()).isEqualTo(1_000);
    }

    private static Outcome executed(long position) {
        return outcome(OutcomeKind.EXECUTED, position, 7, 0);
    }

    private static Outcome outcome(OutcomeKind kind, long position, int output, long stateDigest) {
        return Outcomes.of(kind, position, new byte[] {(byte) output}, stateDigest);
    }
}
