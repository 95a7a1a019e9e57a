package io.dsfm.maelstrom.harness.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.harness.net.Message;
import io.dsfm.maelstrom.harness.net.RpcClient;
import io.dsfm.maelstrom.harness.net.RpcException;
import java.time.Duration;
import java.util.Set;

/**
 * A client's requests to the node that it is bound to.
 *
 * @param timeout for one request
 */
public record NodeRpc(RpcClient client, String node, Duration timeout) {

    ObjectNode ask(ObjectNode body, String... replyKeys) throws RpcException, InterruptedException {
        return client.ask(node, body, Set.of(replyKeys), timeout);
    }

    /** Fails the run if what came does not fit what was asked. */
    void require(boolean fits, String problem, JsonNode asked, JsonNode came) throws RpcException {
        if (!fits) {
            client.malformed(node, problem, asked, came);
        }
    }

    static ObjectNode body(String type) {
        return Message.JSON.createObjectNode().put("type", type);
    }
}
