/**
 * A recorded log run again, offline, through any variant: from a snapshot that a node has stored, or from the beginning,
 * with digests of the state on the way; one variant against what the group released, or two against each other. It knows
 * neither Ratis nor files, which {@code stored} reads, nor how its findings are shown.
 */
@NullMarked
package io.dsfm.ratis.replay;

import org.jspecify.annotations.NullMarked;
