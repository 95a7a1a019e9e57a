package io.dsfm.maelstrom.harness.operation;

import java.util.List;
import java.util.Random;

/** The workloads by name. */
public final class Workloads {

    /** All names, in the order in which Maelstrom's documentation teaches them. */
    public static final List<String> NAMES = List.of(
            "echo",
            "unique-ids",
            "broadcast",
            "g-set",
            "g-counter",
            "pn-counter",
            "lin-kv",
            "txn-list-append",
            "txn-rw-register",
            "kafka");

    private Workloads() {}

    /**
     * A new workload.
     *
     * @param seed decides what is done
     * @throws IllegalArgumentException if there is none by this name; says which there are
     */
    public static Workload create(String name, long seed, int nodes, int concurrency) {
        Random random = new Random(seed);
        return switch (name) {
            case "echo" -> new EchoWorkload(random);
            case "unique-ids" -> new UniqueIdsWorkload();
            case "broadcast" -> SetWorkload.broadcast(random);
            case "g-set" -> SetWorkload.growOnlySet(random);
            case "g-counter" -> CounterWorkload.growing(random);
            case "pn-counter" -> CounterWorkload.bothWays(random);
            case "lin-kv" -> new RegisterWorkload(random, nodes, concurrency);
            case "txn-list-append" -> TransactionWorkload.listAppend(random);
            case "txn-rw-register" -> TransactionWorkload.registers(random);
            case "kafka" -> new KafkaWorkload(random);
            default ->
                throw new IllegalArgumentException(
                        "unknown workload: name=" + name + ", accepted: " + String.join(", ", NAMES));
        };
    }
}
