package io.dsfm.maelstrom.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.workload.store.Result;
import io.dsfm.maelstrom.workload.store.Step;
import io.dsfm.maelstrom.workload.store.StepCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What both transactional workloads do: all operations of a transaction are the steps of one input, reads too, since they
 * must happen at the same moment as the writes beside them; a transaction that only reads goes the same way, so that all
 * have one order.
 */
final class Transactions {

    private Transactions() {}

    /** How a workload makes steps and answers of operations. */
    interface Dialect {
        /** The step of the operation, or null if there is no such operation. */
        @Nullable
        Step step(String function, JsonNode key, JsonNode value) throws RequestException;

        /** What a read gives. */
        JsonNode read(Result result);
    }

    static Request parse(ObjectNode body, Dialect dialect) throws RequestException {
        JsonNode operations = Json.field(body, "txn");
        if (!operations.isArray() || operations.size() > StepCodec.STEPS) {
            throw Json.malformed("txn: accepted: an array of up to " + StepCodec.STEPS + " operations");
        }
        List<Step> steps = new ArrayList<>();
        for (JsonNode operation : operations) {
            steps.add(step(operation, dialect));
        }
        if (steps.isEmpty()) {
            return new Request.Local(Json.object("txn_ok").set("txn", Json.array()));
        }
        return new Request.Update(
                steps, results -> Json.object("txn_ok").set("txn", done(operations, results, dialect)));
    }

    /**
     * A transaction that only reads, of which it is not known whether lists or registers are meant: both are read, and no key
     * is both.
     */
    static Request either(Request.Update lists, Request.Update registers) {
        List<Step> steps = new ArrayList<>(lists.steps());
        steps.addAll(registers.steps());
        int half = lists.steps().size();
        return new Request.Update(steps, results -> {
            JsonNode fromLists = lists.answer().reply(results.subList(0, half)).get("txn");
            JsonNode fromRegisters = registers
                    .answer()
                    .reply(results.subList(half, results.size()))
                    .get("txn");
            ArrayNode done = Json.array();
            for (int i = 0; i < half; i++) {
                done.add(fromLists.get(i).get(2).isNull() ? fromRegisters.get(i) : fromLists.get(i));
            }
            return Json.object("txn_ok").set("txn", done);
        });
    }

    private static Step step(JsonNode operation, Dialect dialect) throws RequestException {
        if (operation.isArray() && operation.size() == 3 && operation.get(0).isTextual()) {
            Step step = dialect.step(operation.get(0).textValue(), operation.get(1), operation.get(2));
            if (step != null) {
                return step;
            }
        }
        throw Json.malformed("operation=" + operation + ", accepted: [function, key, value]");
    }

    private static ArrayNode done(JsonNode operations, List<Result> results, Dialect dialect) {
        ArrayNode done = Json.array();
        for (int i = 0; i < results.size(); i++) {
            JsonNode operation = operations.get(i);
            boolean isRead = operation.get(0).textValue().equals("r");
            done.add(Json.array()
                    .add(operation.get(0))
                    .add(operation.get(1))
                    .add(isRead ? dialect.read(results.get(i)) : operation.get(2)));
        }
        return done;
    }
}
