/**
 * The nemesis: which faults strike when, from the run's seed.
 *
 * <p>Knows nothing of workloads and histories; it tells a listener what it does.
 */
@NullMarked
package io.dsfm.maelstrom.harness.fault;

import org.jspecify.annotations.NullMarked;
