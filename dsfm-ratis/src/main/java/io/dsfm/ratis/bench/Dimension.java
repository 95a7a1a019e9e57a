package io.dsfm.ratis.bench;

/** What may grow from run to run while all else stays. */
enum Dimension {
    /** The length of an input. */
    PAYLOAD("payload (bytes)") {
        @Override
        int of(Subject subject) {
            return subject.payloadBytes();
        }
    },
    /** The clients that share the load. */
    CLIENTS("clients") {
        @Override
        int of(Subject subject) {
            return subject.clients();
        }
    },
    /** The instances of each node. */
    INSTANCES("instances per node") {
        @Override
        int of(Subject subject) {
            return subject.instances();
        }
    },
    /** The nodes of the group. */
    NODES("nodes") {
        @Override
        int of(Subject subject) {
            return subject.nodes();
        }
    },
    /** The entries that a node of the group has under way at once. */
    ENTRIES_IN_FLIGHT("entries in flight") {
        @Override
        int of(Subject subject) {
            return subject.entries().inFlight();
        }
    },
    /** The inputs that an entry of the group's log takes. */
    ENTRY_INPUTS("inputs per entry") {
        @Override
        int of(Subject subject) {
            return subject.entries().inputs();
        }
    },
    /** The bytes of inputs that an entry of the group's log takes. */
    ENTRY_BYTES("entry (bytes)") {
        @Override
        int of(Subject subject) {
            return subject.entries().sizeBytes();
        }
    };

    private final String title;

    Dimension(String title) {
        this.title = title;
    }

    /** As people read it. */
    String title() {
        return title;
    }

    /** Its value. */
    abstract int of(Subject subject);
}
