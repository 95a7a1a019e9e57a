/**
 * Consistency tests of a group without Maelstrom: the same processes, the same protocol, and faults that Maelstrom lacks.
 *
 * <p>{@link io.dsfm.maelstrom.harness.BuiltinRun} is one test, {@link io.dsfm.maelstrom.harness.Matrix} many, {@link
 * io.dsfm.maelstrom.harness.Harness} the command line. Histories are judged behind {@link
 * io.dsfm.maelstrom.harness.Judge}; nothing here knows how.
 */
@NullMarked
package io.dsfm.maelstrom.harness;

import org.jspecify.annotations.NullMarked;
