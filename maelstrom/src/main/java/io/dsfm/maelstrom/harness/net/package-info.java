/**
 * The network between nodes and clients of a test: delays, losses, repetitions and partitions of Maelstrom messages.
 *
 * <p>Knows nothing of processes, workloads or histories: a message goes to an {@link
 * io.dsfm.maelstrom.harness.net.Endpoint}, whatever that is.
 */
@NullMarked
package io.dsfm.maelstrom.harness.net;

import org.jspecify.annotations.NullMarked;
