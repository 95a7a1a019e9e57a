/** Tests of the network. */
@NullMarked
package io.dsfm.maelstrom.harness.net;

import org.jspecify.annotations.NullMarked;
