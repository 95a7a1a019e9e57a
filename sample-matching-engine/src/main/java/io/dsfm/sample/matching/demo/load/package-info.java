/**
 * The demo's load: submits a flow of inputs through the ordinary client, at a rate or as fast as it goes, and measures.
 * It knows nothing of nodes and faults.
 */
@NullMarked
package io.dsfm.sample.matching.demo.load;

import org.jspecify.annotations.NullMarked;
