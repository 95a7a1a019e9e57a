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
