package io.dsfm.ratis.node;

import io.dsfm.ratis.core.Replica;
import io.dsfm.statemachine.StateMachineProvider;
import java.io.IOException;

/**
 * The states that an instance of one variant can start from.
 *
 * <p>Threading: the instance's.
 */
final class StoredReplicas implements Instance.ReplicaStore {

    private final StateMachineProvider provider;
    private final int outputBytesMax;
    private final SnapshotStore store;

    StoredReplicas(StateMachineProvider provider, int outputBytesMax, SnapshotStore store) {
        this.provider = provider;
        this.outputBytesMax = outputBytesMax;
        this.store = store;
    }

    @Override
    public Replica create() {
        return new Replica(provider.create(), outputBytesMax);
    }

    @Override
    public Replica restore(long index) throws IOException {
        Replica replica = create();
        SnapshotStore.Stored newest = store.newestThrough(index);
        if (newest != null) {
            SnapshotFile.read(newest.file(), store.identity(), replica::restoreSnapshot);
        }
        return replica;
    }
}
