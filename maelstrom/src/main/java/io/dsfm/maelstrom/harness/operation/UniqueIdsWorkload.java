package io.dsfm.maelstrom.harness.operation;

import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;
import java.util.Set;

/** Nodes make ids that nobody has had. */
final class UniqueIdsWorkload implements Workload {

    @Override
    public String name() {
        return "unique-ids";
    }

    @Override
    public Set<String> functions() {
        return Set.of("generate");
    }

    @Override
    public Operation next(int thread) {
        return Operation.write("generate", NullNode.getInstance());
    }

    @Override
    public List<Operation> finals(int thread) {
        return List.of(next(thread).asFinal());
    }

    @Override
    public boolean hasReusableClients() {
        return true;
    }

    @Override
    public WorkloadClient client(NodeRpc rpc) {
        return operation -> rpc.ask(NodeRpc.body("generate"), "id").get("id");
    }
}
