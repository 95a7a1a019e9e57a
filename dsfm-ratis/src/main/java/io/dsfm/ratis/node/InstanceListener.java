package io.dsfm.ratis.node;

import io.dsfm.ratis.core.CheckpointMismatch;

/**
 * What an instance tells the node.
 *
 * <p>Threading: called on the instance's thread; returns at once.
 */
interface InstanceListener {

    /** The instance has executed something: its progress and its outcomes can be looked at. */
    void onProgress(Instance instance);

    /** The log was cut, and the instance is back in the state after {@code index} or an earlier one. */
    void onReturned(Instance instance, long index);

    /** The instance's outputs are not those that the leader released; found in the entry at {@code index}. */
    void onCheckpointMismatch(Instance instance, CheckpointMismatch mismatch, long index);
}
