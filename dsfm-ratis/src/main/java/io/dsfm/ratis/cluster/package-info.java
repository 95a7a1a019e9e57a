/**
 * A group of real node processes on this machine, for tests and demonstrations: each node is a JVM of its own with its data
 * on disk, and can be killed, stopped, and started again. It knows the command line of a node and its client port, and
 * nothing of what goes on inside.
 */
@NullMarked
package io.dsfm.ratis.cluster;

import org.jspecify.annotations.NullMarked;
