/**
 * Nodes' messages over TCP: from each node one connection to every other, on which it asks and tells; answers come back on
 * the same connection. Knows nothing of Raft.
 */
@NullMarked
package io.dsfm.ratis.peer.socket;

import org.jspecify.annotations.NullMarked;
