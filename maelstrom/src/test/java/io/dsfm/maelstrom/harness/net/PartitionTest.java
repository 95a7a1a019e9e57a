package io.dsfm.maelstrom.harness.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.maelstrom.harness.net.Partition.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PartitionTest {

    private static final Random RANDOM = new Random(3);

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 7})
    void halvesLeaveOneMajorityWhole(int size) {
        List<String> nodes = nodes(size);
        Partition partition = Partition.of(Shape.HALVES, nodes, RANDOM);
        Set<Set<String>> sides =
                nodes.stream().map(node -> heard(partition, nodes, node)).collect(Collectors.toSet());
        assertThat(sides).hasSize(2);
        assertThat(sides.stream().map(Set::size)).containsExactlyInAnyOrder((size - 1) / 2, size / 2 + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 7})
    void isolatedNodeHearsNobody(int size) {
        List<String> nodes = nodes(size);
        Partition partition = Partition.of(Shape.ISOLATED, nodes, RANDOM);
        assertThat(nodes.stream()
                        .map(node -> heard(partition, nodes, node).size())
                        .sorted())
                .startsWith(1)
                .endsWith(size - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 7})
    void ringLetsEachHearAMajorityAndNoTwoTheSame(int size) {
        List<String> nodes = nodes(size);
        Partition partition = Partition.of(Shape.MAJORITY_RING, nodes, RANDOM);
        Set<Set<String>> heard = new HashSet<>();
        for (String node : nodes) {
            assertThat(heard(partition, nodes, node))
                    .hasSizeGreaterThan(size / 2)
                    .hasSizeLessThan(size);
            heard.add(heard(partition, nodes, node));
        }
        assertThat(heard).hasSize(size);
    }

    @Test
    void ringOfThreeCutsOneLinkAndLeavesEachAMajority() {
        List<String> nodes = nodes(3);
        Partition partition = Partition.of(Shape.MAJORITY_RING, nodes, RANDOM);
        assertThat(partition.cut()).hasSize(2);
        nodes.forEach(node -> assertThat(heard(partition, nodes, node)).hasSizeGreaterThan(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 7})
    void oneNodeBridgesTwoHalves(int size) {
        List<String> nodes = nodes(size);
        Partition partition = Partition.of(Shape.BRIDGE, nodes, RANDOM);
        List<String> bridges = nodes.stream()
                .filter(node -> heard(partition, nodes, node).size() == size)
                .toList();
        assertThat(bridges).hasSize(1);
        for (String node : nodes) {
            if (!bridges.contains(node)) {
                assertThat(heard(partition, nodes, node)).hasSize((size - 1) / 2 + 1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 7})
    void oneWayCutsASingleDirection(int size) {
        Partition partition = Partition.of(Shape.ONE_WAY, nodes(size), RANDOM);
        assertThat(partition.cut()).isNotEmpty();
        for (Partition.Link link : partition.cut()) {
            assertThat(partition.cuts(link.destination(), link.source())).isFalse();
        }
    }

    @Test
    void onlyShapesThatCutSomethingAreOffered() {
        assertThat(Partition.shapes(nodes(1))).isEmpty();
        assertThat(Partition.shapes(nodes(2))).containsExactly(Shape.ISOLATED, Shape.ONE_WAY);
        assertThat(Partition.shapes(nodes(3))).containsExactly(Shape.values());
        assertThat(Partition.shapes(nodes(5))).containsExactly(Shape.values());
    }

    @Test
    void sameSeedPartsTheSameNodes() {
        for (Shape shape : Shape.values()) {
            assertThat(Partition.of(shape, nodes(5), new Random(9)))
                    .isEqualTo(Partition.of(shape, nodes(5), new Random(9)));
        }
    }

    private static Set<String> heard(Partition partition, List<String> nodes, String node) {
        return nodes.stream().filter(other -> !partition.cuts(other, node)).collect(Collectors.toSet());
    }

    private static List<String> nodes(int size) {
        List<String> nodes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            nodes.add("n" + i);
        }
        return nodes;
    }
}
