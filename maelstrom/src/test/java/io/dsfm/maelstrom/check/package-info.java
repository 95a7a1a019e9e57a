/** Planted histories, and what the checkers must say of them. */
@NullMarked
package io.dsfm.maelstrom.check;

import org.jspecify.annotations.NullMarked;
