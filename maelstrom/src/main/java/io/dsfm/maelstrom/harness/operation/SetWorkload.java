package io.dsfm.maelstrom.harness.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.harness.net.RpcException;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A set that only grows, in Maelstrom's two guises: {@code g-set} and {@code broadcast}. */
final class SetWorkload implements Workload {

    private final String name;
    private final String addFunction;
    private final String addKey;
    private final String readKey;
    private final Random random;
    private int nextElement;

    private SetWorkload(String name, String addFunction, String addKey, String readKey, Random random) {
        this.name = name;
        this.addFunction = addFunction;
        this.addKey = addKey;
        this.readKey = readKey;
        this.random = random;
    }

    static SetWorkload growOnlySet(Random random) {
        return new SetWorkload("g-set", "add", "element", "value", random);
    }

    static SetWorkload broadcast(Random random) {
        return new SetWorkload("broadcast", "broadcast", "message", "messages", random);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> functions() {
        return Set.of(addFunction, "read");
    }

    @Override
    public Operation next(int thread) {
        return random.nextBoolean()
                ? Operation.write(addFunction, IntNode.valueOf(nextElement++))
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
                JsonNode elements = rpc.ask(NodeRpc.body("read"), readKey).get(readKey);
                rpc.require(elements.isArray(), "no array", operation.value(), elements);
                return elements;
            }
            rpc.ask(NodeRpc.body(addFunction).set(addKey, operation.value()));
            return operation.value();
        };
    }

    @Override
    public void prepareNode(NodeRpc rpc, List<String> nodes) throws RpcException, InterruptedException {
        if (!name.equals("broadcast")) {
            return;
        }
        ObjectNode body = NodeRpc.body("topology");
        ObjectNode topology = body.putObject("topology");
        for (String node : nodes) {
            ArrayNode neighbours = topology.putArray(node);
            nodes.stream().filter(other -> !other.equals(node)).forEach(neighbours::add);
        }
        rpc.ask(body);
    }
}
