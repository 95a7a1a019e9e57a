package io.dsfm.maelstrom.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.workload.store.Result;
import io.dsfm.maelstrom.workload.store.Step;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code txn-list-append}: transactions that read and append to lists. A list without items reads as null. */
final class TxnListAppend implements Workload, Transactions.Dialect {

    @Override
    public String name() {
        return "txn-list-append";
    }

    @Override
    public Set<String> types() {
        return Set.of("txn");
    }

    /** By the operations; those that only read do not tell. */
    @Override
    public boolean accepts(ObjectNode body) {
        for (JsonNode operation : body.path("txn")) {
            if (operation.path(0).asText().equals("w")) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Request parse(String type, ObjectNode body) throws RequestException {
        return Transactions.parse(body, this);
    }

    @Override
    public @Nullable Step step(String function, JsonNode key, JsonNode value) throws RequestException {
        return switch (function) {
            case "r" -> new Step.Items(Json.key(Space.LIST_APPEND, key), 0, Integer.MAX_VALUE);
            case "append" -> new Step.Append(Json.key(Space.LIST_APPEND, key), Json.bytes(value));
            default -> null;
        };
    }

    @Override
    public JsonNode read(Result result) {
        ArrayNode items = Json.values(result);
        return items.isEmpty() ? NullNode.getInstance() : items;
    }
}
