package io.dsfm.maelstrom.harness.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.dsfm.maelstrom.harness.net.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Transactions of one to four reads and writes: {@code txn-list-append}, where a write appends to a list, and {@code
 * txn-rw-register}, where it replaces. No two writes of a key write the same; some keys are written much more than others, and
 * one that has been written often is replaced by a new one, as Elle's generator does it.
 */
final class TransactionWorkload implements Workload {

    private static final int LONGEST = 4;
    private static final int ACTIVE_KEYS = 6;
    private static final int MOST_WRITES = 16;
    /** How many keys are read at once in the end, when all that there were are. */
    private static final int FINAL_KEYS = 32;

    private final String name;
    private final String writeFunction;
    private final Random random;
    private final int[] activeKeys = new int[ACTIVE_KEYS];
    private final Map<Integer, Integer> writes = new HashMap<>();
    private int nextKey;

    private TransactionWorkload(String name, String writeFunction, Random random) {
        this.name = name;
        this.writeFunction = writeFunction;
        this.random = random;
        for (int place = 0; place < ACTIVE_KEYS; place++) {
            activeKeys[place] = nextKey++;
        }
    }

    static TransactionWorkload listAppend(Random random) {
        return new TransactionWorkload("txn-list-append", "append", random);
    }

    static TransactionWorkload registers(Random random) {
        return new TransactionWorkload("txn-rw-register", "w", random);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> functions() {
        return Set.of("txn");
    }

    @Override
    public Operation next(int thread) {
        ArrayNode steps = Message.JSON.createArrayNode();
        int length = 1 + random.nextInt(LONGEST);
        boolean hasEffect = false;
        for (int i = 0; i < length; i++) {
            int place = place();
            if (random.nextBoolean()) {
                read(steps, activeKeys[place]);
            } else {
                write(steps, place);
                hasEffect = true;
            }
        }
        return new Operation("txn", steps, hasEffect, false);
    }

    /** Each place half as often as the one before. */
    private int place() {
        return Math.min(Integer.numberOfTrailingZeros(random.nextInt()), ACTIVE_KEYS - 1);
    }

    private static void read(ArrayNode steps, int key) {
        steps.addArray().add("r").add(key).addNull();
    }

    private void write(ArrayNode steps, int place) {
        int key = activeKeys[place];
        int value = writes.merge(key, 1, Integer::sum);
        steps.addArray().add(writeFunction).add(key).add(value);
        if (value >= MOST_WRITES) {
            activeKeys[place] = nextKey++;
        }
    }

    @Override
    public List<Operation> finals(int thread) {
        List<Operation> finals = new ArrayList<>();
        for (int first = 0; first < nextKey; first += FINAL_KEYS) {
            ArrayNode steps = Message.JSON.createArrayNode();
            for (int key = first; key < Math.min(first + FINAL_KEYS, nextKey); key++) {
                read(steps, key);
            }
            finals.add(Operation.read("txn", steps).asFinal());
        }
        return finals;
    }

    @Override
    public boolean hasReusableClients() {
        return true;
    }

    @Override
    public WorkloadClient client(NodeRpc rpc) {
        return operation -> {
            JsonNode done = rpc.ask(NodeRpc.body("txn").set("txn", operation.value()), "txn")
                    .get("txn");
            rpc.require(fits(operation.value(), done), "another txn", operation.value(), done);
            return done;
        };
    }

    /** Whether it is the same transaction, with what its reads saw. */
    private boolean fits(JsonNode asked, JsonNode done) {
        boolean fits = done.isArray() && done.size() == asked.size();
        for (int i = 0; fits && i < asked.size(); i++) {
            JsonNode step = done.get(i);
            fits = step.isArray()
                    && step.size() == 3
                    && step.get(0).equals(asked.get(i).get(0))
                    && step.get(1).equals(asked.get(i).get(1))
                    && (asked.get(i).get(0).asText().equals("r")
                            ? isReadable(step.get(2))
                            : step.get(2).equals(asked.get(i).get(2)));
        }
        return fits;
    }

    private boolean isReadable(JsonNode value) {
        return value.isNull() || (writeFunction.equals("append") ? value.isArray() : value.isIntegralNumber());
    }
}
