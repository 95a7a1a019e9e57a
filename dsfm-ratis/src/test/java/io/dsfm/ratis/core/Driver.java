package io.dsfm.ratis.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.statemachine.StateMachine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Drives one replica, one input to an entry, at a time that the test moves. */
final class Driver {

    static final int OUTPUT_BYTES_MAX = 1 << 16;

    final Replica replica;
    private long index;
    private long nowNanos;

    Driver(StateMachine machine) {
        this(new Replica(machine, OUTPUT_BYTES_MAX));
    }

    Driver(Replica replica) {
        this.replica = replica;
        index = replica.lastIndex();
        nowNanos = replica.timestampNanos();
    }

    Driver() {
        this(new Counters.InArray());
    }

    Driver with(Settings settings) {
        assertThat(execute(new Batches().add(new Input.ChangeSettings(settings))))
                .isEmpty();
        return this;
    }

    void advance(long nanos) {
        nowNanos += nanos;
    }

    long nowNanos() {
        return nowNanos;
    }

    List<Outcome> execute(Batches batch) {
        return execute(batch.build(++index, nowNanos));
    }

    List<Outcome> execute(InputBatch batch) {
        List<Outcome> outcomes = new ArrayList<>();
        index = batch.index();
        assertThat(replica.execute(batch, outcomes::add)).isNull();
        return outcomes;
    }

    private Outcome one(Batches batch) {
        List<Outcome> outcomes = execute(batch);
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    /** Opens a session and gives its id. */
    long open(long clientId) {
        Outcome opened = tryOpen(clientId);
        assertThat(opened.kind()).isEqualTo(OutcomeKind.SESSION_OPENED);
        return opened.detail();
    }

    Outcome tryOpen(long clientId) {
        return one(new Batches().add(new Input.OpenSession(clientId, clientId * 7)));
    }

    Outcome submit(long clientId, long sessionId, long number, byte[] input) {
        return submit(clientId, sessionId, number, 0, input);
    }

    Outcome submit(long clientId, long sessionId, long number, long acknowledgedThrough, byte[] input) {
        return one(new Batches().submit(clientId, sessionId, number, acknowledgedThrough, input));
    }

    Outcome skip(long clientId, long sessionId, long number) {
        return one(new Batches().skip(clientId, sessionId, number));
    }

    void keepAlive(long clientId, long sessionId) {
        assertThat(execute(new Batches().add(new Input.KeepAlive(clientId, sessionId))))
                .isEmpty();
    }

    List<Outcome> fire(int limit) {
        return execute(new Batches().add(new Input.FireTimers(limit)));
    }

    /** The value of one of the {@link Counters}. */
    long counter(int key) {
        return java.nio.ByteBuffer.wrap(replica.query(new byte[] {(byte) key})).getLong();
    }

    byte[] snapshot() throws IOException {
        return snapshot(replica);
    }

    static byte[] snapshot(Replica replica) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        replica.writeSnapshot(out);
        return out.toByteArray();
    }

    static Replica restored(StateMachine machine, byte[] snapshot) throws IOException {
        Replica replica = new Replica(machine, OUTPUT_BYTES_MAX);
        replica.restoreSnapshot(new ByteArrayInputStream(snapshot));
        return replica;
    }
}
