/** Joins the harness and the checkers: the harness finds the judge by its interface. */
@NullMarked
package io.dsfm.maelstrom.judge;

import org.jspecify.annotations.NullMarked;
