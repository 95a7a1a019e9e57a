/**
 * DSFM nodes under the Maelstrom workbench, one file per workload.
 *
 * <p>A leaf: no module depends on this one. Standard output carries the protocol, so logs go to standard error.
 */
@NullMarked
package io.dsfm.maelstrom;

import org.jspecify.annotations.NullMarked;
