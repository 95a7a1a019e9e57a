/**
 * Where a node keeps the stream of results for a while: the newest in memory, more on disk, in files that hold nothing but
 * the results' bytes. It knows nothing of networks, of Raft, or of who reads.
 */
@NullMarked
package io.dsfm.ratis.stream.store;

import org.jspecify.annotations.NullMarked;
