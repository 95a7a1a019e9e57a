package io.dsfm.maelstrom.workload;

import io.dsfm.maelstrom.workload.store.Key;

/** Which part of the store belongs to which workload. The codes are in the log, and stay. */
enum Space {
    ECHO(1),
    IDS(2),
    BROADCAST(3),
    SET(4),
    COUNTER(5),
    LIN_KV(6),
    LIST_APPEND(7),
    RW_REGISTER(8),
    KAFKA_LOG(9),
    KAFKA_COMMITTED(10);

    private final int code;

    Space(int code) {
        this.code = code;
    }

    Key key(String name) {
        return Key.of(code, name);
    }
}
