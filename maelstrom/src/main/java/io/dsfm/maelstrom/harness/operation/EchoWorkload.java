package io.dsfm.maelstrom.harness.operation;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Nodes give back what they get. */
final class EchoWorkload implements Workload {

    private final Random random;

    EchoWorkload(Random random) {
        this.random = random;
    }

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public Set<String> functions() {
        return Set.of("echo");
    }

    @Override
    public Operation next(int thread) {
        return Operation.read("echo", TextNode.valueOf("Please echo " + random.nextInt(128)));
    }

    @Override
    public List<Operation> finals(int thread) {
        return List.of(next(thread).asFinal());
    }

    @Override
    public WorkloadClient client(NodeRpc rpc) {
        return operation -> rpc.ask(NodeRpc.body("echo").set("echo", operation.value()), "echo")
                .get("echo");
    }
}
