package io.dsfm.ratis.core;

import static io.dsfm.ratis.core.ReleaseLevel.COMMITTED;
import static io.dsfm.ratis.core.ReleaseLevel.COVERED;
import static io.dsfm.ratis.core.ReleaseLevel.LOCAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What leaves, and when, and what becomes of it. A line for each effect: what, and the position. */
final class ReleaseGateTest implements ReleaseEffects {

    private final List<String> effects = new ArrayList<>();
    private final List<Long> committed = new ArrayList<>();
    private final ReleaseGate gate = new ReleaseGate(this);

    @Override
    public void release(Outcome outcome, boolean isProvisional) {
        effects.add((isProvisional ? "provisional " : "final ") + outcome.position());
    }

    @Override
    public void confirm(Outcome outcome) {
        effects.add("confirmed " + outcome.position());
    }

    @Override
    public void revoke(Outcome outcome, boolean wasProvisional) {
        effects.add((wasProvisional ? "revoked " : "lost ") + outcome.position());
    }

    @Override
    public void abandon(Outcome outcome) {
        effects.add("abandoned " + outcome.position());
    }

    @Override
    public void committed(Outcome outcome) {
        committed.add(outcome.position());
    }

    /** The result at a position that is also its sequence, in the entry at {@code index}. */
    private void offer(int position, int index, ReleaseLevel level) {
        gate.offer(Outcomes.executed(position, index, position), level);
    }

    private void lead() {
        gate.onLeader(1, true);
        gate.onLease(true);
    }

    @Test
    void holdsAnOutcomeUntilItsInputIsCommitted() {
        offer(1, 5, COMMITTED);
        gate.onCommitted(4);
        assertThat(effects).isEmpty();
        assertThat(gate.waiting()).isEqualTo(1);
        assertThat(gate.releasedSequence()).isZero();
        assertThat(gate.watermark()).isEqualTo(Watermark.NONE);

        gate.onCommitted(5);

        assertThat(effects).containsExactly("final 1");
        assertThat(gate.waiting()).isZero();
        assertThat(gate.releasedSequence()).isEqualTo(1);
        assertThat(gate.releasedIndex()).isEqualTo(5);
        assertThat(gate.watermark()).isEqualTo(new Watermark(1, 5, 1));
    }

    @Test
    void tellsOfWhatIsCommittedOnceAndInOrderHoweverEarlyItLeft() {
        lead();
        offer(1, 5, LOCAL);
        offer(2, 6, COVERED);
        gate.onCovered(6);
        offer(3, 7, LOCAL);
        assertThat(effects).containsExactly("provisional 1", "final 2", "provisional 3");
        assertThat(committed).isEmpty();

        gate.onCommitted(6);
        assertThat(committed).containsExactly(1L, 2L);
        gate.onTruncated(6);
        gate.onCommitted(9);
        assertThat(committed).containsExactly(1L, 2L);
        offer(3, 8, COMMITTED);
        assertThat(committed).containsExactly(1L, 2L, 3L);
    }

    @Test
    void tellsOfNothingBehindAStateThatWasRestored() {
        lead();
        offer(1, 5, LOCAL);
        gate.restart(new EntryId(1, 20), 10, 10);
        gate.onCommitted(30);
        offer(11, 21, COMMITTED);
        assertThat(committed).containsExactly(11L);
    }

    @Test
    void aCommittedResultWaitsThoughItIsCoveredAndTheLeaseHeld() {
        lead();
        gate.onCovered(9);

        offer(1, 5, COMMITTED);

        assertThat(effects).isEmpty();
    }

    @Test
    void letsWhatIsCommittedAlreadyThroughAtOnce() {
        gate.onCommitted(5);

        offer(1, 5, COMMITTED);

        assertThat(effects).containsExactly("final 1");
    }

    @Test
    void letsThroughInOrderAndOnce() {
        Outcome[] outcomes = {
            Outcomes.executed(1, 1, 1),
            Outcomes.refused(2, 1),
            Outcomes.executed(3, 2, 2),
            Outcomes.executed(4, 2, 3),
            Outcomes.refused(5, 4)
        };
        for (Outcome outcome : outcomes) {
            gate.offer(outcome, COMMITTED);
        }
        gate.onCommitted(1);
        gate.onCommitted(1);
        assertThat(effects).containsExactly("final 1", "final 2");

        gate.onCommitted(9);
        gate.onCommitted(3);

        assertThat(effects).containsExactly("final 1", "final 2", "final 3", "final 4", "final 5");
        assertThat(gate.releasedSequence()).isEqualTo(3);
        assertThat(gate.releasedIndex()).isEqualTo(4);
    }

    @Test
    void theCommitIndexNeverGoesBack() {
        gate.onCommitted(5);
        gate.onCommitted(2);

        offer(1, 5, COMMITTED);

        assertThat(effects).containsExactly("final 1");
    }

    @Test
    void aCoveredResultLeavesForGoodWhenItIsCovered() {
        gate.onLeader(1, true);
        offer(1, 5, COVERED);
        assertThat(effects).isEmpty();

        gate.onCovered(5);
        gate.onCommitted(5);

        assertThat(effects).containsExactly("final 1");
        assertThat(gate.watermark()).isEqualTo(new Watermark(1, 5, 1));
        assertThat(gate.unsettled()).isZero();
    }

    @Test
    void aCoveredResultOfAFollowerWaitsForTheCommit() {
        gate.onCovered(9);
        offer(1, 5, COVERED);
        assertThat(effects).isEmpty();

        gate.onCommitted(5);

        assertThat(effects).containsExactly("final 1");
    }

    @Test
    void whatWasCoveredInAnEarlierLeadershipDoesNotCount() {
        gate.onLeader(1, true);
        gate.onCovered(9);
        gate.onLeader(2, false);
        gate.onLeader(3, true);

        offer(1, 5, COVERED);

        assertThat(effects).isEmpty();
        assertThat(gate.gateFor(COVERED)).isZero();
    }

    @Test
    void aLocalResultLeavesAtOnceAndIsConfirmedLater() {
        lead();
        offer(1, 5, LOCAL);
        offer(2, 6, LOCAL);
        assertThat(effects).containsExactly("provisional 1", "provisional 2");
        assertThat(gate.watermark()).isEqualTo(Watermark.NONE);
        assertThat(gate.releasedSequence()).isEqualTo(2);

        gate.onCommitted(5);
        assertThat(effects).containsExactly("provisional 1", "provisional 2", "confirmed 1");
        assertThat(gate.watermark()).isEqualTo(new Watermark(1, 5, 1));

        gate.onCommitted(6);
        assertThat(effects).containsExactly("provisional 1", "provisional 2", "confirmed 1", "confirmed 2");
    }

    @Test
    void aLocalResultThatIsCoveredAlreadyIsNotProvisional() {
        lead();
        gate.onCovered(5);
        offer(1, 5, LOCAL);
        gate.onCommitted(5);

        assertThat(effects).containsExactly("final 1");
    }

    @Test
    void aLocalResultWaitsWhileThereIsNoLease() {
        gate.onLease(true);
        offer(1, 5, LOCAL);
        gate.onLeader(1, true);
        offer(2, 6, LOCAL);
        assertThat(effects).isEmpty();

        gate.onLease(true);
        assertThat(effects).containsExactly("provisional 1", "provisional 2");

        gate.onLease(false);
        offer(3, 7, LOCAL);
        gate.onLease(true);
        gate.onLeader(2, false);
        offer(4, 8, LOCAL);
        assertThat(effects).containsExactly("provisional 1", "provisional 2", "provisional 3");
    }

    @Test
    void nothingLeavesPastAnOutcomeThatWaits() {
        lead();
        offer(1, 5, COMMITTED);
        offer(2, 6, LOCAL);
        offer(3, 7, COVERED);
        gate.onCovered(9);
        assertThat(effects).isEmpty();

        gate.onCommitted(5);

        assertThat(effects).containsExactly("final 1", "final 2", "final 3");
    }

    @Test
    void aCutRevokesWhatLeftAndForgetsWhatWaits() {
        lead();
        offer(1, 5, LOCAL);
        offer(2, 6, LOCAL);
        offer(3, 7, LOCAL);
        offer(4, 8, COMMITTED);

        assertThat(gate.onTruncated(5)).isEqualTo(1);

        assertThat(effects)
                .containsExactly("provisional 1", "provisional 2", "provisional 3", "revoked 3", "revoked 2");
        assertThat(gate.waiting()).isZero();
        assertThat(gate.releasedSequence()).isEqualTo(1);
        assertThat(gate.releasedIndex()).isEqualTo(5);
        effects.clear();

        offer(2, 6, COMMITTED);
        gate.onCommitted(6);
        assertThat(effects).containsExactly("confirmed 1", "final 2");
    }

    @Test
    void aCutAboveEverythingChangesNothing() {
        lead();
        offer(1, 5, LOCAL);

        assertThat(gate.onTruncated(5)).isEqualTo(1);

        assertThat(effects).containsExactly("provisional 1");
    }

    @Test
    void aCoveredResultThatIsCutIsToldAsLost() {
        gate.onLeader(1, true);
        gate.onCovered(5);
        offer(1, 5, COVERED);

        gate.onTruncated(0);

        assertThat(effects).containsExactly("final 1", "lost 1");
        assertThat(gate.watermark().index()).isEqualTo(5);
    }

    @Test
    void aCutBelowTheCommitPointIsRefused() {
        offer(1, 5, COMMITTED);
        gate.onCommitted(5);

        assertThatThrownBy(() -> gate.onTruncated(4))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("toIndex=4, commitIndex=5");
    }

    @Test
    void aRepeatedAnswerSharesTheFateOfItsFirst() {
        lead();
        offer(1, 1, LOCAL);
        gate.offer(Outcomes.repeated(2, 1, new byte[0]), LOCAL);
        gate.onTruncated(1);
        assertThat(effects).containsExactly("provisional 1", "provisional 2");

        gate.onCommitted(1);
        gate.offer(Outcomes.repeated(2, 1, new byte[0]), LOCAL);
        gate.onCommitted(2);
        assertThat(effects).containsExactly("provisional 1", "provisional 2", "confirmed 1", "final 2");
    }

    @Test
    void aResultOutOfOrderNeverLeaves() {
        gate.onCommitted(9);
        offer(1, 1, COMMITTED);

        assertThatThrownBy(() -> offer(3, 2, COMMITTED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("position=3, expected=2");
        assertThatThrownBy(() -> offer(1, 2, COMMITTED)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> gate.offer(Outcomes.executed(2, 2, 3), COMMITTED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sequence=3, releasedSequence=1");
        assertThat(effects).hasSize(1);
    }

    @Test
    void aRestartDropsWhatWaitsAndAbandonsWhatIsUnsettled() {
        lead();
        offer(1, 1, LOCAL);
        offer(2, 2, COMMITTED);
        effects.clear();

        gate.restart(new EntryId(3, 50), 40, 60);

        assertThat(effects).containsExactly("abandoned 1");
        assertThat(gate.waiting()).isZero();
        assertThat(gate.releasedSequence()).isEqualTo(40);
        assertThat(gate.releasedIndex()).isEqualTo(50);
        assertThat(gate.watermark()).isEqualTo(new Watermark(3, 50, 40));
        effects.clear();
        gate.offer(Outcomes.executed(61, 51, 41), COMMITTED);
        gate.onCommitted(51);
        assertThat(effects).containsExactly("final 61");
    }

    @Test
    void theWatermarkTellsTheTermInWhichItLeft() {
        gate.onLeader(7, false);
        offer(1, 5, COMMITTED);
        gate.onCommitted(5);

        assertThat(gate.watermark()).isEqualTo(new Watermark(7, 5, 1));
    }

    @Test
    void aQueryIsShownByTheSameRules() {
        gate.onCommitted(3);
        assertThat(gate.gateFor(LOCAL)).isEqualTo(3);
        lead();
        gate.onCovered(5);

        assertThat(gate.gateFor(COMMITTED)).isEqualTo(3);
        assertThat(gate.gateFor(COVERED)).isEqualTo(5);
        assertThat(gate.gateFor(LOCAL)).isEqualTo(Long.MAX_VALUE);
        gate.onLease(false);
        assertThat(gate.gateFor(LOCAL)).isEqualTo(5);
    }
}
