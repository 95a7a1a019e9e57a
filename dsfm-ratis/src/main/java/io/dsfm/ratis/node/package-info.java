/**
 * A running node: one Ratis division, the instances and their threads, the release thread, the input path, snapshots. The
 * only package that imports Apache Ratis, but for the benchmark's baseline.
 */
@NullMarked
package io.dsfm.ratis.node;

import org.jspecify.annotations.NullMarked;
