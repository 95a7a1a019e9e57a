/**
 * The client library: submits inputs to a group and asks it queries, finds and follows the leader, and resends what was
 * not answered, so that each input is executed once and each result is seen once. It knows the protocol of the client
 * port and nothing of Raft.
 */
@NullMarked
package io.dsfm.ratis.client;

import org.jspecify.annotations.NullMarked;
