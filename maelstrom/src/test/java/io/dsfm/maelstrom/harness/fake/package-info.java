/** A node that speaks Maelstrom's protocol and is right, or wrong in a way that the checkers must find. */
@NullMarked
package io.dsfm.maelstrom.harness.fake;

import org.jspecify.annotations.NullMarked;
