/** Tests of this package. */
@NullMarked
package io.dsfm.maelstrom.harness.operation;

import org.jspecify.annotations.NullMarked;
