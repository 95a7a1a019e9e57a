package io.dsfm.maelstrom.harness.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.dsfm.maelstrom.harness.net.RpcException;

/**
 * One logical client; may remember what it has read.
 *
 * <p>Threading: one thread.
 */
public interface WorkloadClient {

    /** What it does when this is asked of it: the same, or what must come first. */
    default Operation prepare(Operation operation) {
        return operation;
    }

    /**
     * Does it.
     *
     * @return the result, in the history's shape
     */
    JsonNode invoke(Operation operation) throws RpcException, InterruptedException;
}
