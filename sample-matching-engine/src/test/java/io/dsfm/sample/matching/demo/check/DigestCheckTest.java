package io.dsfm.sample.matching.demo.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.sample.matching.demo.check.DigestCheck.InstanceState;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigestCheckTest {

    private static final InstanceState TREE = new InstanceState("n1", 0, "tree", 100, 7);

    @Test
    void findsNothingWhenAllAreTheSame() {
        assertThat(DigestCheck.compare(100, List.of(TREE, new InstanceState("n2", 0, "ladder", 100, 7))))
                .isEmpty();
    }

    @Test
    void catchesOneDifferentDigest() {
        assertThat(DigestCheck.compare(100, List.of(TREE, new InstanceState("n2", 0, "ladder", 100, 8))))
                .singleElement()
                .asString()
                .contains("node=n2", "digest=0000000000000008");
    }

    @Test
    void catchesAnInstanceBehindAndInputsThatNobodySubmitted() {
        assertThat(DigestCheck.compare(100, List.of(TREE, new InstanceState("n2", 0, "ladder", 99, 8))))
                .hasSize(1);
        assertThat(DigestCheck.compare(99, List.of(TREE))).hasSize(1);
    }

    @Test
    void isNotContentWithNothingToCompare() {
        assertThat(DigestCheck.compare(0, List.of())).isNotEmpty();
    }
}
