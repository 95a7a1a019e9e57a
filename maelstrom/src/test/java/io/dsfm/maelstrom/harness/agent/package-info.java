/** Tests of this package. */
@NullMarked
package io.dsfm.maelstrom.harness.agent;

import org.jspecify.annotations.NullMarked;
