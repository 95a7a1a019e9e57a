/**
 * The processes of the nodes under test: started, killed, stopped, their clocks moved, their unsynced bytes dropped.
 *
 * <p>Knows nothing of workloads, histories or schedules.
 */
@NullMarked
package io.dsfm.maelstrom.harness.process;

import org.jspecify.annotations.NullMarked;
