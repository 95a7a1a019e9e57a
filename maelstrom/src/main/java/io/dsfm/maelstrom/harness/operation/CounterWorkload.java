package io.dsfm.maelstrom.harness.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A counter that grows, {@code g-counter}, or goes both ways, {@code pn-counter}. */
final class CounterWorkload implements Workload {

    private final String name;
    private final int smallestDelta;
    private final Random random;

    private CounterWorkload(String name, int smallestDelta, Random random) {
        this.name = name;
        this.smallestDelta = smallestDelta;
        this.random = random;
    }

    static CounterWorkload growing(Random random) {
        return new CounterWorkload("g-counter", 0, random);
    }

    static CounterWorkload bothWays(Random random) {
        return new CounterWorkload("pn-counter", -5, random);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> functions() {
        return Set.of("add", "read");
    }

    @Override
    public Operation next(int thread) {
        return random.nextBoolean()
                ? Operation.write("add", IntNode.valueOf(smallestDelta + random.nextInt(10)))
                : Operation.read("read", NullNode.getInstance());
    }

    @Override
    public List<Operation> finals(int thread) {
        return List.of(Operation.read("read", NullNode.getInstance()).asFinal());
    }

    @Override
    public WorkloadClient client(NodeRpc rpc) {
        return operation -> {
            if (operation.function().equals("read")) {
                JsonNode value = rpc.ask(NodeRpc.body("read"), "value").get("value");
                rpc.require(value.isIntegralNumber(), "no whole number", operation.value(), value);
                return value;
            }
            rpc.ask(NodeRpc.body("add").set("delta", operation.value()));
            return operation.value();
        };
    }
}
