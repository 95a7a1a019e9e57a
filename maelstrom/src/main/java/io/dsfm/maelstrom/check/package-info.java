/**
 * Says whether a history is one that a workload allows: linearizability of registers, strict serializability of
 * transactions, and what sets, counters, ids, logs and echoes promise.
 *
 * <p>Knows nothing of nodes, networks or processes. A verdict is never VALID where a bound was met.
 */
@NullMarked
package io.dsfm.maelstrom.check;

import org.jspecify.annotations.NullMarked;
