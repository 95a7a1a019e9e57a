/**
 * A group of nodes without threads: the classes of the core, as a node uses them, over a model of a Raft log, a network that
 * loses, delays, repeats and reorders, and disks that lose what was not flushed. Everything follows from one seed; after
 * every step a checker looks for a broken promise.
 */
@NullMarked
package io.dsfm.ratis.core.sim;

import org.jspecify.annotations.NullMarked;
