package io.dsfm.maelstrom.harness.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.harness.net.Latency;
import io.dsfm.maelstrom.harness.net.Message;
import io.dsfm.maelstrom.harness.net.Network;
import io.dsfm.maelstrom.harness.net.NetworkOptions;
import io.dsfm.maelstrom.harness.net.RpcClient;
import io.dsfm.maelstrom.harness.net.RpcException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @ValueSource(strings = {"lin-kv", "txn-list-append", "txn-rw-register", "kafka"})
    void inTheEndAllKeysAreReadThatThereWere(String name) {
        Workload workload = Workloads.create(name, 5, 3, 6);
        Set<String> written = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            written.addAll(keys(name, workload.next(i % 6)));
        }
        Set<String> read = new HashSet<>();
        for (Operation last : workload.finals(4)) {
            assertThat(last.isFinal()).isTrue();
            read.addAll(keys(name, last));
        }
        assertThat(written).hasSizeGreaterThan(3);
        assertThat(read).containsAll(written);
    }

    private static Set<String> keys(String name, Operation operation) {
        Set<String> keys = new HashSet<>();
        if (name.equals("lin-kv")) {
            keys.add(operation.value().get(0).asText());
        } else if (operation.function().equals("assign")) {
            operation.value().forEach(key -> keys.add(key.asText()));
        } else if (!operation.function().equals("poll")) {
            operation.value().forEach(step -> keys.add(step.path(1).asText()));
        }
        return keys;
    }

    @Test
    void timeoutsAreMaelstroms() {
        Latency slow = new Latency(Latency.Shape.CONSTANT, 300);
        assertThat(Workloads.create("lin-kv", 1, 3, 6).timeout(Latency.NONE)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Workloads.create("lin-kv", 1, 3, 6).timeout(slow)).isEqualTo(Duration.ofSeconds(3));
        assertThat(Workloads.create("kafka", 1, 3, 6).timeout(slow)).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        txn-list-append | {'txn':[]}
        txn-list-append | {'txn':[['r',1,null]]}
        txn-list-append | {'txn':[['r',1,[1]],['append',1,3]]}
        txn-list-append | {'txn':[['r',1,[1]],['append',2,2]]}
        txn-list-append | {'txn':[['append',1,1],['append',1,2]]}
        txn-list-append | {'txn':[['r',1,7],['append',1,2]]}
        txn-list-append | {'txn':{}}
        g-set           | {'value':{'1':1}}
        broadcast       | {'messages':'1'}
        g-counter       | {'value':1.7}
        pn-counter      | {'value':'zero'}
        kafka           | {'msgs':[]}
        kafka           | {'msgs':{'k':[[1]]}}
        kafka           | {'msgs':{'k':{}}}
        kafka           | {'msgs':{'other':[[1,1]]}}
        kafka           | {'msgs':{'k':[]}}
        """)
    void answerToSomethingElseFailsTheRun(String name, String reply) throws Exception {
        assertThat(errorAfter(name, reply)).contains("malformed reply: node=n0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        txn-list-append | {'txn':[['r',1,[1]],['append',1,2]]}
        txn-list-append | {'txn':[['r',1,null],['append',1,2]]}
        g-set           | {'value':[1]}
        g-counter       | {'value':17}
        kafka           | {'msgs':{}}
        kafka           | {'msgs':{'k':[[0,1],[1,'x']]}}
        """)
    void answerThatFitsIsTaken(String name, String reply) throws Exception {
        assertThat(errorAfter(name, reply)).isNull();
    }

    /** What the network says is wrong after one request was answered so; null for nothing. */
    private static @Nullable String errorAfter(String name, String reply) throws Exception {
        ObjectNode answer = (ObjectNode) Message.JSON.readTree(reply.replace('\'', '"'));
        try (Network network = new Network(NetworkOptions.PERFECT, 1);
                RpcClient rpc = new RpcClient(network)) {
            network.attachNode("n0", message -> {
                boolean isAssignment = message.body().path("type").asText().equals("list_committed_offsets");
                ObjectNode body = isAssignment
                        ? Message.JSON.createObjectNode().set("offsets", Message.JSON.createObjectNode())
                        : answer.deepCopy();
                body.put("type", message.body().path("type").asText() + "_ok");
                body.set("in_reply_to", message.body().get("msg_id"));
                network.send(new Message("n0", message.source(), body));
            });
            network.admitClients("n0");
            WorkloadClient client =
                    Workloads.create(name, 5, 3, 6).client(new NodeRpc(rpc, "n0", Duration.ofSeconds(20)));
            try {
                if (name.equals("kafka")) {
                    client.invoke(Operation.read("assign", Message.JSON.readTree("[\"k\"]")));
                }
                client.invoke(
                        switch (name) {
                            case "kafka" -> KafkaWorkload.poll();
                            case "txn-list-append" ->
                                Operation.write("txn", Message.JSON.readTree("[[\"r\",1,null],[\"append\",1,2]]"));
                            default -> Operation.read("read", Message.JSON.nullNode());
                        });
            } catch (RpcException e) {
                assertThat(e.isDefinite()).isFalse();
            }
            return network.error();
        }
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
