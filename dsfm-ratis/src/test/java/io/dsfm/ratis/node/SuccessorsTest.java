package io.dsfm.ratis.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.Watermark;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SuccessorsTest {

    private final Successors successors = new Successors();

    @Test
    void whoHasComeFurthestIsFirstAndOfEqualsWhoWasHeardLast() {
        successors.onExecuted("n1", executed(7, false));
        successors.onExecuted("n2", executed(9, false));
        successors.onExecuted("n3", executed(7, false));

        assertThat(successors.inOrder(List.of("n3", "n1", "n2"))).containsExactly("n2", "n3", "n1");
    }

    @Test
    void whoMayHaveForgottenSomethingIsNoSuccessorUntilItIsWhole() {
        successors.onExecuted("n1", executed(9, true));
        successors.onExecuted("n2", executed(7, false));

        assertThat(successors.inOrder(List.of("n1", "n2"))).containsExactly("n2");
        assertThat(successors.whyNot("n1")).contains("forgotten");

        successors.onExecuted("n1", executed(9, false));

        assertThat(successors.inOrder(List.of("n1", "n2"))).containsExactly("n1", "n2");
        assertThat(successors.whyNot("n1")).isNull();
    }

    @Test
    void whoIsOnItsWayIsNotRefusedAndWhoHasFallenBehindIs() {
        successors.onExecuted("n1", executed(5, false));
        tick(6, 99);
        assertThat(successors.whyNot("n1")).isNull();

        tick(6, 1);

        assertThat(successors.whyNot("n1")).contains("not executed");
        successors.onExecuted("n1", executed(6, false));
        assertThat(successors.whyNot("n1")).isNull();
    }

    @Test
    void whatWasToldToAnEarlierLeaderDoesNotCount() {
        successors.onExecuted("n1", executed(5, true));

        successors.onLeader();

        assertThat(successors.whyNot("n1")).isNull();
        assertThat(successors.inOrder(List.of("n1"))).containsExactly("n1");
    }

    @Test
    void theHeirIsWhoHasBeenHereLongestAndWouldBeElected() {
        assertThat(successors.heir()).isEmpty();
        successors.onExecuted("n2", executed(7, false));
        successors.onExecuted("n1", executed(9, false));
        assertThat(successors.heir()).contains("n2");

        successors.onExecuted("n2", executed(7, true));
        assertThat(successors.heir()).contains("n1");
        successors.onExecuted("n2", executed(8, false));
        assertThat(successors.heir()).contains("n2");

        tick(9, 100);
        assertThat(successors.heir()).contains("n1");
    }

    @Test
    void whoComesBackIsTheLastToBeHeir() {
        successors.onExecuted("n1", executed(9, false));
        successors.onExecuted("n2", executed(9, false));

        successors.onLinkDown("n1");
        successors.onLinkUp("n1");
        successors.onExecuted("n1", executed(9, false));

        assertThat(successors.heir()).contains("n2");
        successors.onLinkDown("n2");
        assertThat(successors.heir()).contains("n1");
    }

    @Test
    void whoHasNoLinkIsNoSuccessorUntilItHasOneAgain() {
        successors.onLinkUp("n1");
        successors.onExecuted("n1", executed(9, false));
        assertThat(successors.inOrder(List.of("n1", "n2"))).containsExactly("n1", "n2");

        successors.onLinkDown("n1");

        assertThat(successors.inOrder(List.of("n1", "n2"))).containsExactly("n2");
        assertThat(successors.whyNot("n1")).contains("no link");
        successors.onLeader();
        assertThat(successors.inOrder(List.of("n1", "n2"))).containsExactly("n2");

        successors.onLinkUp("n1");

        assertThat(successors.inOrder(List.of("n1", "n2"))).containsExactly("n1", "n2");
        assertThat(successors.whyNot("n1")).isNull();
    }

    private void tick(long releasedIndex, int times) {
        for (int i = 0; i < times; i++) {
            successors.onTick(releasedIndex);
        }
    }

    private static PeerProgress executed(long index, boolean isRecovering) {
        return new PeerProgress(PeerProgress.Kind.EXECUTED, 1, new EntryId(1, index), Watermark.NONE, 0, isRecovering);
    }
}
