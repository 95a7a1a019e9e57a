package io.dsfm.maelstrom.harness.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.harness.net.Message;
import io.dsfm.maelstrom.harness.net.RpcException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Reads on from where it was in each of its keys. */
final class KafkaClient implements WorkloadClient {

    private final NodeRpc rpc;
    private final Supplier<Operation> assignment;

    /** The offset to be read next, of each assigned key. */
    private final Map<String, Long> positions = new TreeMap<>();

    /** The highest offset read and not committed, by key. */
    private final Map<String, Long> uncommitted = new TreeMap<>();

    KafkaClient(NodeRpc rpc, Supplier<Operation> assignment) {
        this.rpc = rpc;
        this.assignment = assignment;
    }

    @Override
    public Operation prepare(Operation operation) {
        switch (operation.function()) {
            case "poll" -> {
                return positions.isEmpty() ? assignment.get() : operation;
            }
            case "commit_offsets" -> {
                if (positions.isEmpty()) {
                    return assignment.get();
                }
                return uncommitted.isEmpty()
                        ? KafkaWorkload.poll()
                        : Operation.write("commit_offsets", KafkaWorkload.offsets(uncommitted));
            }
            default -> {
                return operation;
            }
        }
    }

    @Override
    public JsonNode invoke(Operation operation) throws RpcException, InterruptedException {
        return switch (operation.function()) {
            case "send" -> send(operation.value().get(0));
            case "poll" -> poll();
            case "assign" -> assign(operation);
            default -> commit(operation);
        };
    }

    private JsonNode send(JsonNode step) throws RpcException, InterruptedException {
        ObjectNode body = NodeRpc.body("send");
        body.set("key", step.get(1));
        body.set("msg", step.get(2));
        JsonNode offset = rpc.ask(body, "offset").get("offset");
        rpc.require(offset.isIntegralNumber(), "no offset", body, offset);
        ArrayNode result = Message.JSON.createArrayNode();
        result.addArray().add("send").add(step.get(1)).addArray().add(offset).add(step.get(2));
        return result;
    }

    private JsonNode poll() throws RpcException, InterruptedException {
        ObjectNode body = NodeRpc.body("poll");
        body.set("offsets", KafkaWorkload.offsets(positions));
        JsonNode messages = rpc.ask(body, "msgs").get("msgs");
        rpc.require(messages.isObject(), "no object", body, messages);
        for (Map.Entry<String, JsonNode> log : messages.properties()) {
            rpc.require(positions.containsKey(log.getKey()), "a key that was not asked for", body, messages);
            rpc.require(log.getValue().isArray(), "no array", body, messages);
            rpc.require(!log.getValue().isEmpty(), "a key without messages", body, messages);
            for (JsonNode pair : log.getValue()) {
                boolean isPair = pair.size() == 2 && pair.get(0).isIntegralNumber();
                rpc.require(isPair, "no offset with a message", body, messages);
                long offset = pair.get(0).longValue();
                positions.merge(log.getKey(), offset + 1, Math::max);
                uncommitted.merge(log.getKey(), offset, Math::max);
            }
        }
        ArrayNode result = Message.JSON.createArrayNode();
        result.addArray().add("poll").add(messages);
        return result;
    }

    /** Gives the committed offsets of those keys that have one. */
    private JsonNode assign(Operation operation) throws RpcException, InterruptedException {
        ObjectNode body = NodeRpc.body("list_committed_offsets");
        body.set("keys", operation.value());
        JsonNode committed = rpc.ask(body, "offsets").get("offsets");
        rpc.require(committed.isObject(), "no object", body, committed);
        for (JsonNode offset : committed) {
            rpc.require(offset.isIntegralNumber(), "no offset", body, committed);
        }
        Map<String, Long> next = new TreeMap<>();
        for (JsonNode key : operation.value()) {
            String name = key.textValue();
            Long known = positions.get(name);
            long position = known == null ? committed.path(name).asLong(0) : known;
            next.put(name, operation.isFinal() ? 0 : position);
        }
        positions.clear();
        positions.putAll(next);
        uncommitted.keySet().retainAll(next.keySet());
        return committed;
    }

    private JsonNode commit(Operation operation) throws RpcException, InterruptedException {
        rpc.ask(NodeRpc.body("commit_offsets").set("offsets", operation.value()));
        uncommitted.clear();
        return operation.value();
    }
}
