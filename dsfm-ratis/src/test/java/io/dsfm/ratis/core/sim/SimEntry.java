package io.dsfm.ratis.core.sim;

import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.InputBatch;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the log.
 *
 * @param id where it is, and whose
 * @param batch its inputs, or null if it is not for the state machine
 */
record SimEntry(EntryId id, @Nullable InputBatch batch) {}
