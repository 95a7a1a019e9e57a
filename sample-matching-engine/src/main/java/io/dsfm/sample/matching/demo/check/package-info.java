/**
 * The demo's own judgement of a run: what was submitted and what came back is written down as it happens, and afterwards
 * replayed through a fresh engine. It asks no node, and knows nothing of how the group works.
 */
@NullMarked
package io.dsfm.sample.matching.demo.check;

import org.jspecify.annotations.NullMarked;
