/**
 * A node of a real group behind Maelstrom's protocol: messages as lines on standard input and output, everything that the
 * group's nodes say to each other in such messages too, and no socket. {@link io.dsfm.maelstrom.node.MaelstromNode} is the
 * program.
 *
 * <p>Standard output is the protocol's alone: one stray line and Maelstrom does not listen to the node any more.
 */
@NullMarked
package io.dsfm.maelstrom.node;

import org.jspecify.annotations.NullMarked;
