package io.dsfm.ratis.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What leaves, and when. */
final class ReleaseGateTest {

    private final List<Outcome> released = new ArrayList<>();
    private final ReleaseGate gate = new ReleaseGate(released::add);

    @Test
    void holdsAnOutcomeUntilItsInputIsCommitted() {
        gate.offer(Outcomes.executed(1, 5, 1));
        gate.onCommitted(4);
        assertThat(released).isEmpty();
        assertThat(gate.waiting()).isEqualTo(1);
        assertThat(gate.releasedSequence()).isZero();

        gate.onCommitted(5);

        assertThat(released).hasSize(1);
        assertThat(gate.waiting()).isZero();
        assertThat(gate.releasedSequence()).isEqualTo(1);
        assertThat(gate.releasedIndex()).isEqualTo(5);
    }

    @Test
    void letsWhatIsCommittedAlreadyThroughAtOnce() {
        gate.onCommitted(5);

        gate.offer(Outcomes.executed(1, 5, 1));

        assertThat(released).hasSize(1);
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
            gate.offer(outcome);
        }
        gate.onCommitted(1);
        gate.onCommitted(1);
        assertThat(released).containsExactly(outcomes[0], outcomes[1]);

        gate.onCommitted(9);
        gate.onCommitted(3);

        assertThat(released).containsExactly(outcomes);
        assertThat(gate.releasedSequence()).isEqualTo(3);
        assertThat(gate.releasedIndex()).isEqualTo(4);
    }

    @Test
    void theCommitIndexNeverGoesBack() {
        gate.onCommitted(5);
        gate.onCommitted(2);

        gate.offer(Outcomes.executed(1, 5, 1));

        assertThat(released).hasSize(1);
    }

    @Test
    void aResultOutOfOrderNeverLeaves() {
        gate.onCommitted(9);
        gate.offer(Outcomes.executed(1, 1, 1));

        assertThatThrownBy(() -> gate.offer(Outcomes.executed(2, 2, 3)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sequence=3, releasedSequence=1");
        assertThatThrownBy(() -> gate.offer(Outcomes.executed(2, 2, 1))).isInstanceOf(IllegalStateException.class);
        assertThat(released).hasSize(1);
    }

    @Test
    void aRestartDropsWhatWaitsAndGoesOnAfterIt() {
        gate.offer(Outcomes.executed(1, 1, 1));

        gate.restart(50, 40);

        assertThat(gate.waiting()).isZero();
        assertThat(gate.releasedSequence()).isEqualTo(40);
        assertThat(gate.releasedIndex()).isEqualTo(50);
        gate.onCommitted(50);
        assertThat(released).isEmpty();
        gate.offer(Outcomes.executed(100, 51, 41));
        gate.onCommitted(51);
        assertThat(released).hasSize(1);
    }
}
