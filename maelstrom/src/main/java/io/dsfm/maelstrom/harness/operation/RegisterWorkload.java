package io.dsfm.maelstrom.harness.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.harness.net.ErrorCode;
import io.dsfm.maelstrom.harness.net.Latency;
import io.dsfm.maelstrom.harness.net.Message;
import io.dsfm.maelstrom.harness.net.RpcException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * {@code lin-kv}: registers that are read, written, and compared and set. Clients work in groups of twice the node count on
 * one key at a time, half of them reading, so that the history of a key stays short enough to be checked.
 */
final class RegisterWorkload implements Workload {

    private static final int VALUES = 5;
    private static final int MOST_OPERATIONS = 120;
    /** What may or may not have happened doubles the checker's work each time. */
    private static final int MOST_UNKNOWN = 6;

    private static final long SHORTEST_TIMEOUT_MILLIS = 1000;
    private static final int TIMEOUT_LATENCIES = 10;

    private final Random random;
    private final int nodes;
    private final int groupSize;
    private final Key[] keys;
    private int nextKey;

    private static final class Key {
        private final int number;
        private int operations;
        private int unknown;

        Key(int number) {
            this.number = number;
        }
    }

    RegisterWorkload(Random random, int nodes, int concurrency) {
        this.random = random;
        this.nodes = nodes;
        this.groupSize = Math.min(2 * nodes, concurrency);
        this.keys = new Key[(concurrency + groupSize - 1) / groupSize];
        for (int group = 0; group < keys.length; group++) {
            keys[group] = new Key(nextKey++);
        }
    }

    @Override
    public String name() {
        return "lin-kv";
    }

    @Override
    public Set<String> functions() {
        return Set.of("read", "write", "cas");
    }

    @Override
    public Operation next(int thread) {
        int group = thread / groupSize;
        Key key = keys[group];
        if (key.operations >= MOST_OPERATIONS || key.unknown >= MOST_UNKNOWN) {
            key = new Key(nextKey++);
            keys[group] = key;
        }
        key.operations++;
        boolean isReader = groupSize == 2 * nodes ? thread % groupSize < nodes : random.nextBoolean();
        if (isReader) {
            return read(key.number);
        }
        ArrayNode value = Message.JSON.createArrayNode().add(key.number);
        if (random.nextInt(3) == 0) {
            return Operation.write("write", value.add(random.nextInt(VALUES)));
        }
        value.addArray().add(random.nextInt(VALUES)).add(random.nextInt(VALUES));
        return Operation.write("cas", value);
    }

    private static Operation read(int key) {
        return Operation.read("read", Message.JSON.createArrayNode().add(key).addNull());
    }

    @Override
    public void onInfo(Operation operation) {
        for (Key key : keys) {
            if (key.number == operation.value().get(0).intValue()) {
                key.unknown++;
            }
        }
    }

    @Override
    public List<Operation> finals(int thread) {
        List<Operation> finals = new ArrayList<>();
        for (int number = 0; number < nextKey; number++) {
            finals.add(read(number).asFinal());
        }
        return finals;
    }

    @Override
    public Duration timeout(Latency latency) {
        return Duration.ofMillis(Math.max(SHORTEST_TIMEOUT_MILLIS, (long) (TIMEOUT_LATENCIES * latency.meanMillis())));
    }

    @Override
    public boolean hasReusableClients() {
        return true;
    }

    @Override
    public WorkloadClient client(NodeRpc rpc) {
        return operation -> {
            JsonNode key = operation.value().get(0);
            JsonNode argument = operation.value().get(1);
            ObjectNode body = NodeRpc.body(operation.function());
            body.set("key", key);
            switch (operation.function()) {
                case "read" -> {
                    return Message.JSON.createArrayNode().add(key).add(readValue(rpc, body));
                }
                case "write" -> body.set("value", argument);
                default -> {
                    body.set("from", argument.get(0));
                    body.set("to", argument.get(1));
                }
            }
            rpc.ask(body);
            return operation.value();
        };
    }

    private static JsonNode readValue(NodeRpc rpc, ObjectNode body) throws RpcException, InterruptedException {
        try {
            return rpc.ask(body, "value").get("value");
        } catch (RpcException e) {
            if (e.code() == ErrorCode.KEY_DOES_NOT_EXIST) {
                return NullNode.getInstance();
            }
            throw e;
        }
    }
}
