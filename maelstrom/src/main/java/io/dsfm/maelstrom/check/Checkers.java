package io.dsfm.maelstrom.check;

/** The checker of each workload. */
public final class Checkers {

    /** How many states of a register's history are looked at, for one key. */
    public static final int STATES_MAX = 3_000_000;

    private Checkers() {}

    /**
     * The checker for the strongest promise that the workload knows.
     *
     * @param workload by Maelstrom's name
     * @throws IllegalArgumentException if there is no such workload
     */
    public static Checker forWorkload(String workload) {
        return switch (workload) {
            case "echo" -> new EchoChecker();
            case "unique-ids" -> new UniqueIdsChecker();
            case "broadcast" -> new SetChecker("broadcast");
            case "g-set" -> new SetChecker("add");
            case "g-counter" -> new CounterChecker(true);
            case "pn-counter" -> new CounterChecker(false);
            case "lin-kv" -> new RegisterChecker(STATES_MAX);
            case "txn-list-append" -> new ListAppendChecker();
            case "txn-rw-register" -> new RwRegisterChecker();
            case "kafka" -> new KafkaChecker();
            default ->
                throw new IllegalArgumentException("no such workload: workload=" + workload
                        + ", accepted: echo, unique-ids, broadcast, g-set, g-counter, pn-counter, lin-kv, txn-list-append,"
                        + " txn-rw-register, kafka");
        };
    }
}
