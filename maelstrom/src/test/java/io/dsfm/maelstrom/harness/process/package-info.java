/** Tests of this package. */
@NullMarked
package io.dsfm.maelstrom.harness.process;

import org.jspecify.annotations.NullMarked;
