/** Tests of this package. */
@NullMarked
package io.dsfm.maelstrom.harness;

import org.jspecify.annotations.NullMarked;
