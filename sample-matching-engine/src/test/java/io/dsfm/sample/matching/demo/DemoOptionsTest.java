package io.dsfm.sample.matching.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.ratis.config.NodeConfig.Release;
import io.dsfm.sample.matching.demo.fault.FaultKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DemoOptionsTest {

    private static final Set<String> KNOWN = new TreeSet<>(Set.of("tree", "ladder"));

    @Test
    void runsDifferentVariantsOnDifferentNodesAndTwoOnOneUnlessToldOtherwise() {
        assertThat(DemoOptions.variants(3, List.of(), KNOWN))
                .containsExactly(List.of("tree", "ladder"), List.of("ladder"), List.of("tree"));
    }

    @Test
    void usesTheGivenVariantsOverAgainForMoreNodes() {
        assertThat(DemoOptions.variants(3, List.of("ladder", "tree+ladder"), KNOWN))
                .containsExactly(List.of("ladder"), List.of("tree", "ladder"), List.of("ladder"));
    }

    @Test
    void refusesVariantsThatAreNotThereAndElementsForNoNode() {
        assertThatThrownBy(() -> DemoOptions.variants(3, List.of("tree", "lader"), KNOWN))
                .hasMessageContaining("--variants=lader")
                .hasMessageContaining("ladder, tree");
        assertThatThrownBy(() -> DemoOptions.variants(1, List.of("tree", "ladder"), KNOWN))
                .hasMessageContaining("--variants=tree,ladder");
        assertThatThrownBy(() -> DemoOptions.variants(10, List.of(), KNOWN)).hasMessageContaining("--nodes=10");
    }

    @Test
    void refusesValuesOutOfRangeWithWhatIsAccepted() {
        assertThatThrownBy(() -> options(0L, 1, 1, 3))
                .hasMessageContaining("--orders=0")
                .hasMessageContaining("1 to");
        assertThatThrownBy(() -> options(1L, -1, 0, 3)).hasMessageContaining("--rate=-1");
        assertThatThrownBy(() -> options(1L, Double.NaN, 0, 3)).hasMessageContaining("--rate=NaN");
        assertThatThrownBy(() -> options(9L, 1, -1, 3)).hasMessageContaining("--kills=-1");
        assertThatThrownBy(() -> options(null, 0, 512)).hasMessageContaining("--resting=0");
        assertThatThrownBy(() -> options(null, 1_000_001, 512)).hasMessageContaining("1 to 1000000");
        assertThatThrownBy(() -> options(null, 10, 512))
                .hasMessageContaining("--resting=10")
                .hasMessageContaining("--orders=9");
        assertThatThrownBy(() -> options(Path.of("flow.csv"), 9, 512)).hasMessageContaining("none with --flow");
        assertThatThrownBy(() -> options(null, 9, 127)).hasMessageContaining("--heap=127");
    }

    @Test
    void refusesToKillWhereNobodyCouldTakeOver() {
        assertThatThrownBy(() -> options(9L, 1, 1, 2))
                .hasMessageContaining("--kills=1")
                .hasMessageContaining("2 nodes");
        assertThat(options(9L, 1, 0, 2).kills()).isZero();
    }

    @Test
    void killsOnceUnlessToldOtherwiseWhereTheGroupSurvivesIt() {
        assertThat(DemoOptions.defaultKills(1)).isZero();
        assertThat(DemoOptions.defaultKills(2)).isZero();
        assertThat(DemoOptions.defaultKills(3)).isOne();
    }

    private static DemoOptions options(@Nullable Path flow, int resting, int heapMegabytes) {
        return options(9L, 1, flow, resting, heapMegabytes, 0, 3);
    }

    private static DemoOptions options(@Nullable Long orders, double rate, int kills, int nodes) {
        return options(orders, rate, null, null, 512, kills, nodes);
    }

    private static DemoOptions options(
            @Nullable Long orders,
            double rate,
            @Nullable Path flow,
            @Nullable Integer resting,
            int heapMegabytes,
            int kills,
            int nodes) {
        return new DemoOptions(
                orders,
                rate,
                flow,
                1,
                resting,
                DemoOptions.variants(nodes, List.of(), KNOWN),
                heapMegabytes,
                1,
                0,
                kills,
                FaultKind.KILL,
                0,
                Release.COMMITTED,
                null);
    }
}
