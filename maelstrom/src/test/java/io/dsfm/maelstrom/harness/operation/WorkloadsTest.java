package io.dsfm.maelstrom.harness.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dsfm.maelstrom.harness.net.Latency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkloadsTest {

    @ParameterizedTest
    @FieldSource("io.dsfm.maelstrom.harness.operation.Workloads#NAMES")
    void sameSeedGivesTheSameOperations(String name) {
        assertThat(operations(name, 5)).isEqualTo(operations(name, 5));
        assertThat(Workloads.create(name, 5, 3, 6).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @FieldSource("io.dsfm.maelstrom.harness.operation.Workloads#NAMES")
    void everyRequiredFunctionIsDoneOften(String name) {
        Map<String, Long> counts =
                operations(name, 5).stream().collect(Collectors.groupingBy(Operation::function, Collectors.counting()));
        for (String function : Workloads.create(name, 5, 3, 6).functions()) {
            assertThat(counts.get(function)).isGreaterThan(150);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"txn-list-append", "txn-rw-register"})
    void noTwoWritesOfAKeyWriteTheSame(String name) {
        Set<String> written = new HashSet<>();
        Map<String, Integer> perKey = new HashMap<>();
        for (Operation operation : operations(name, 5)) {
            assertThat(operation.value().size()).isBetween(1, 4);
            for (JsonNode step : operation.value()) {
                if (!step.get(0).asText().equals("r")) {
                    assertThat(written.add(step.get(1) + "=" + step.get(2))).isTrue();
                    perKey.merge(step.get(1).toString(), 1, Integer::sum);
                }
            }
        }
        assertThat(perKey.values()).allMatch(writes -> writes <= 16);
        assertThat(perKey).hasSizeGreaterThan(20);
    }

    @Test
    void registersAreReplacedBeforeTheirHistoryGetsTooLongToCheck() {
        Map<Integer, Long> perKey = operations("lin-kv", 5).stream()
                .collect(Collectors.groupingBy(
                        operation -> operation.value().get(0).intValue(), Collectors.counting()));
        assertThat(perKey.values()).allMatch(operations -> operations <= 120);
    }

    @Test
    void registerOfWhichTooMuchIsUnknownIsReplaced() {
        Workload workload = Workloads.create("lin-kv", 5, 3, 6);
        Set<Integer> keys = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            Operation operation = workload.next(5);
            keys.add(operation.value().get(0).intValue());
            workload.onInfo(operation);
        }
        assertThat(keys).hasSize(5);
    }

    @Test
    void halfOfTheClientsOfARegisterOnlyRead() {
        Workload workload = Workloads.create("lin-kv", 5, 3, 6);
        for (int i = 0; i < 50; i++) {
            assertThat(workload.next(i % 3).function()).isEqualTo("read");
            assertThat(workload.next(3 + i % 3).function()).isNotEqualTo("read");
        }
    }

    @Test
    void timeoutsAreMaelstroms() {
        Latency slow = new Latency(Latency.Shape.CONSTANT, 300);
        assertThat(Workloads.create("lin-kv", 1, 3, 6).timeout(Latency.NONE)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Workloads.create("lin-kv", 1, 3, 6).timeout(slow)).isEqualTo(Duration.ofSeconds(3));
        assertThat(Workloads.create("kafka", 1, 3, 6).timeout(slow)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void unknownNameIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Workloads.create("lin-kw", 1, 3, 6))
                .hasMessageContaining("lin-kw")
                .hasMessageContaining("txn-list-append");
    }

    private static List<Operation> operations(String name, long seed) {
        Workload workload = Workloads.create(name, seed, 3, 6);
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            operations.add(workload.next(i % 6));
        }
        return operations;
    }
}
