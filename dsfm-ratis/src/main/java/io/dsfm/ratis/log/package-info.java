/**
 * The contents of a Raft log entry of ours: a batch of inputs as bytes. It knows nothing of where the bytes are kept.
 */
@NullMarked
package io.dsfm.ratis.log;

import org.jspecify.annotations.NullMarked;
