package io.dsfm.maelstrom.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.workload.store.Result;
import io.dsfm.maelstrom.workload.store.Step;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code txn-rw-register}: transactions that read and write registers. */
final class TxnRwRegister implements Workload, Transactions.Dialect {

    @Override
    public String name() {
        return "txn-rw-register";
    }

    @Override
    public Set<String> types() {
        return Set.of("txn");
    }

    /** By the operations; those that only read do not tell. */
    @Override
    public boolean accepts(ObjectNode body) {
        for (JsonNode operation : body.path("txn")) {
            if (operation.path(0).asText().equals("append")) {
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
            case "r" -> new Step.Get(Json.key(Space.RW_REGISTER, key));
            case "w" -> new Step.Put(Json.key(Space.RW_REGISTER, key), Json.bytes(value));
            default -> null;
        };
    }

    @Override
    public JsonNode read(Result result) {
        return Json.value(result);
    }
}
