/**
 * What clients do in a test: one file per workload of Maelstrom, with its operations, their requests and their results.
 *
 * <p>Knows nothing of processes and faults.
 */
@NullMarked
package io.dsfm.maelstrom.harness.operation;

import org.jspecify.annotations.NullMarked;
