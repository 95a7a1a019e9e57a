package io.dsfm.maelstrom.harness.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.harness.net.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * {@code kafka}: logs by key that are appended to and polled. A client that has no keys is assigned some before it polls. In
 * the end each reads all logs from their beginning until nothing more comes.
 */
final class KafkaWorkload implements Workload {

    private static final int ACTIVE_KEYS = 4;
    private static final int MOST_SENDS = 150;

    private final Random random;
    private final List<String> keys = new ArrayList<>();
    private final int[] sends = new int[ACTIVE_KEYS];
    private final String[] active = new String[ACTIVE_KEYS];
    private int nextMessage;

    KafkaWorkload(Random random) {
        this.random = random;
        for (int place = 0; place < ACTIVE_KEYS; place++) {
            renew(place);
        }
    }

    private void renew(int place) {
        active[place] = Integer.toString(keys.size());
        sends[place] = 0;
        keys.add(active[place]);
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public Set<String> functions() {
        return Set.of("send", "poll");
    }

    @Override
    public Operation next(int thread) {
        int kind = random.nextInt(20);
        if (kind < 9) {
            return send();
        }
        if (kind < 17) {
            return poll();
        }
        return kind < 19 ? Operation.write("commit_offsets", NullNode.getInstance()) : assign();
    }

    private Operation send() {
        int place = random.nextInt(ACTIVE_KEYS);
        ArrayNode steps = Message.JSON.createArrayNode();
        steps.addArray().add("send").add(active[place]).add(nextMessage++);
        if (++sends[place] >= MOST_SENDS) {
            renew(place);
        }
        return Operation.write("send", steps);
    }

    static Operation poll() {
        ArrayNode steps = Message.JSON.createArrayNode();
        steps.addArray().add("poll");
        return Operation.read("poll", steps);
    }

    /** Some of the keys that are written to, at least one. */
    Operation assign() {
        List<String> some = new ArrayList<>(List.of(active));
        Collections.shuffle(some, random);
        return assign(some.subList(0, 1 + random.nextInt(some.size())));
    }

    private static Operation assign(List<String> keys) {
        ArrayNode value = Message.JSON.createArrayNode();
        keys.forEach(value::add);
        return Operation.read("assign", value);
    }

    @Override
    public List<Operation> finals(int thread) {
        return List.of(assign(keys).asFinal(), poll().asFinal());
    }

    @Override
    public boolean isToRepeat(Operation operation, JsonNode result) {
        if (!operation.function().equals("poll")) {
            return false;
        }
        boolean hasMessages = false;
        for (JsonNode log : result.get(0).get(1)) {
            hasMessages |= !log.isEmpty();
        }
        return hasMessages;
    }

    @Override
    public WorkloadClient client(NodeRpc rpc) {
        return new KafkaClient(rpc, this::assign);
    }

    static ObjectNode offsets(Map<String, Long> offsets) {
        ObjectNode node = Message.JSON.createObjectNode();
        offsets.forEach(node::put);
        return node;
    }
}
