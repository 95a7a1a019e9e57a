/**
 * The node's client port: Netty, frames, handshakes, limits on clients. It decides nothing about inputs or results; what
 * it needs of the node is {@link io.dsfm.ratis.gateway.NodeService}. It knows nothing of Raft.
 */
@NullMarked
package io.dsfm.ratis.gateway;

import org.jspecify.annotations.NullMarked;
