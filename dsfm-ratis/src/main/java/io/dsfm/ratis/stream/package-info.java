/**
 * The stream of results: what one result looks like in it, the same bytes on every node, in memory, on disk, on the way to
 * a subscriber and out of a replay; and which results a subscriber wants. Pure; it knows {@code core} only.
 */
@NullMarked
package io.dsfm.ratis.stream;

import org.jspecify.annotations.NullMarked;
