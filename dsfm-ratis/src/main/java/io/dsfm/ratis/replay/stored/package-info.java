/**
 * What a node has stored, read by somebody else: whose it is, its snapshots, and the log that Apache Ratis wrote. Nothing
 * here writes, moves, deletes or locks a file, so it may read the directory of a node that runs; the build checks it. It
 * knows the formats, and nothing of what is done with the contents.
 */
@NullMarked
package io.dsfm.ratis.replay.stored;

import org.jspecify.annotations.NullMarked;
