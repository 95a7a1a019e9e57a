/**
 * The variant of the store on hash maps that are changed in place, with a record of how to undo each change; it sorts when
 * it has to give an order. It knows the application and nothing of the other variant.
 */
@NullMarked
package io.dsfm.maelstrom.workload.hash;

import org.jspecify.annotations.NullMarked;
