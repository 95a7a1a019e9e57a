package io.dsfm.ratis.node;

import io.dsfm.ratis.core.CheckpointMismatch;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what instances say, which are made before the one who listens.
 *
 * <p>Threading: any thread.
 */
final class LateListener implements InstanceListener {
    private volatile @Nullable Execution execution;

    /** From now on, {@code listening} is told. */
    void listen(Execution listening) {
        execution = listening;
    }

    @Override
    public void onProgress(Instance instance) {
        Execution listening = execution;
        if (listening != null) {
            listening.onProgress(instance);
        }
    }

    @Override
    public void onReturned(Instance instance, long index) {
        Execution listening = execution;
        if (listening != null) {
            listening.onReturned(instance, index);
        }
    }

    @Override
    public void onCheckpointMismatch(Instance instance, CheckpointMismatch mismatch, long index) {
        Execution listening = execution;
        if (listening != null) {
            listening.onCheckpointMismatch(instance, mismatch, index);
        }
    }
}
