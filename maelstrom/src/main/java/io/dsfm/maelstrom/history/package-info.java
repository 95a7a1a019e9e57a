/**
 * What the clients of a test saw, in Jepsen's sense: a history of invocations and completions.
 *
 * <p>Knows nothing of nodes, networks or checkers.
 */
@NullMarked
package io.dsfm.maelstrom.history;

import org.jspecify.annotations.NullMarked;
