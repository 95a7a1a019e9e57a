package io.dsfm.ratis.core.sim;

import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.Input;
import io.dsfm.ratis.core.InputBatch;
import io.dsfm.ratis.core.Replica;
import io.dsfm.ratis.core.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A committed state.
 *
 * @param last the last entry in it, of any kind: where the log goes on
 * @param executed the last entry in it that was executed
 * @param position the last outcome in it
 * @param sequence the last result in it
 * @param bytes as a replica writes them
 */
record SimSnapshot(EntryId last, EntryId executed, long position, long sequence, byte[] bytes) {

    static final int CLIENTS = 2;
    /** What every group begins with: its clients have their sessions already. */
    static final SimSnapshot INITIAL = initial();

    private static SimSnapshot initial() {
        Replica replica = new Rules().replica(new SimMachine(SimMachine.Wrong.NOTHING, 0));
        List<Input> inputs = new ArrayList<>();
        inputs.add(new Input.ChangeSettings(new Settings(1_000_000, CLIENTS, 64, 1 << 12, 3)));
        for (int client = 1; client <= CLIENTS; client++) {
            inputs.add(new Input.OpenSession(client, 0));
        }
        replica.execute(new InputBatch(1, 1, 1, inputs, new byte[0]), outcome -> {});
        return of(replica, new EntryId(1, 1));
    }

    static SimSnapshot of(Replica replica, EntryId last) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try {
            replica.writeSnapshot(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        EntryId executed = new EntryId(replica.lastTerm(), replica.lastIndex());
        return new SimSnapshot(last, executed, replica.position(), replica.sequence(), bytes.toByteArray());
    }

    void restore(Replica replica) {
        try {
            replica.restoreSnapshot(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
