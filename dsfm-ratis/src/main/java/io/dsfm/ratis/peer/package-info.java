/**
 * How the nodes of a group talk: Raft's messages and the framework's own, over one network. Raft's side is here, as Ratis
 * asks for it; {@link io.dsfm.ratis.peer.PeerNetwork} is the wall behind which the bytes travel, by sockets or otherwise.
 *
 * <p>Knows Ratis, and nothing of execution, release, clients or Netty.
 */
@NullMarked
package io.dsfm.ratis.peer;

import org.jspecify.annotations.NullMarked;
