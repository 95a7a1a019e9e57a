package io.dsfm.maelstrom.harness.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.dsfm.maelstrom.harness.net.Latency;
import io.dsfm.maelstrom.harness.net.RpcException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A workload of Maelstrom: what clients do, from the run's seed.
 *
 * <p>Threading: one thread at a time for {@link #next}, {@link #onInfo}, {@link #finals} and {@link WorkloadClient#prepare}.
 */
public interface Workload {

    /** The name that Maelstrom gives it. */
    String name();

    /** The functions of which some must succeed, or nothing was tested. */
    Set<String> functions();

    /** What the client in this place, from 0, is to do next. */
    Operation next(int thread);

    /** Nobody knows whether this happened. */
    default void onInfo(Operation operation) {}

    /** What the client in this place is to do, in this order, after all faults have stopped; each until it succeeds. */
    List<Operation> finals(int thread);

    /** Whether a final operation, having succeeded so, is to be done again. */
    default boolean isToRepeat(Operation operation, JsonNode result) {
        return false;
    }

    /** A new client. */
    WorkloadClient client(NodeRpc rpc);

    /**
     * Whether a client goes on after an operation of which it does not know the end, and is there for late answers. Source:
     * which of Maelstrom's clients are Reusable.
     */
    default boolean hasReusableClients() {
        return false;
    }

    /** Told to each node before anything else. */
    default void prepareNode(NodeRpc rpc, List<String> nodes) throws RpcException, InterruptedException {}

    /** How long a client waits for an answer. Source: Maelstrom's clients. */
    default Duration timeout(Latency latency) {
        return Duration.ofSeconds(5);
    }
}
