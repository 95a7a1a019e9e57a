package io.dsfm.ratis.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** Names, codes and the order of the levels. */
final class ReleaseLevelTest {

    @Test
    void codesAndNamesAreTheLevels() {
        for (ReleaseLevel level : ReleaseLevel.values()) {
            assertThat(ReleaseLevel.of(level.code())).isSameAs(level);
            assertThat(ReleaseLevel.parse(level.toString())).isSameAs(level);
        }
        assertThat(ReleaseLevel.values()).extracting(ReleaseLevel::code).containsExactly(1, 2, 3);
        assertThat(ReleaseLevel.values())
                .extracting(ReleaseLevel::toString)
                .containsExactly("committed", "covered", "local");
    }

    @Test
    void committedIsStricterThanCoveredThanLocal() {
        for (ReleaseLevel one : ReleaseLevel.values()) {
            for (ReleaseLevel other : ReleaseLevel.values()) {
                assertThat(ReleaseLevel.stricter(one, other)).isSameAs(one.code() < other.code() ? one : other);
            }
        }
    }

    @Test
    void everythingElseIsRefusedByItsValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReleaseLevel.of(0))
                .withMessageContaining("code=0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReleaseLevel.parse("Local"))
                .withMessageContaining("found=Local, accepted: committed, covered or local");
    }
}
