package io.dsfm.ratis.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose turn it is to stand when the primary has ended. */
final class TakeoverTest {

    private static final List<String> MEMBERS = List.of("n1", "n2", "n3", "n4", "n5");

    @Test
    void whoHasNotHeardOfAnHeirLeavesTheFirstTurnToIt() {
        assertThat(turns("n2", null)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void theHeirIsFirstAndEverybodyElseAfterIt() {
        assertThat(turns("n2", "n4")).containsExactly(1, 2, 0, 3);
        assertThat(turns("n2", "n1")).containsExactly(0, 1, 2, 3);
    }

    @Test
    void aPrimaryThatNamesItselfNamesNobody() {
        assertThat(turns("n2", "n2")).containsExactly(1, 2, 3, 4);
    }

    private static List<Integer> turns(String ended, String heir) {
        return MEMBERS.stream()
                .filter(member -> !member.equals(ended))
                .map(member -> Takeover.turn(MEMBERS, ended, heir, member))
                .toList();
    }
}
