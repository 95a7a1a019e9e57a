/**
 * The variant of the store on persistent maps: a state is never changed, a mark is a reference, and going back is to take
 * it up again. It knows the application and nothing of the other variant.
 */
@NullMarked
package io.dsfm.maelstrom.workload.tree;

import org.jspecify.annotations.NullMarked;
