/** Runs deterministic state machines on Raft groups; the only module that knows Apache Ratis. */
@NullMarked
package io.dsfm.ratis;

import org.jspecify.annotations.NullMarked;
