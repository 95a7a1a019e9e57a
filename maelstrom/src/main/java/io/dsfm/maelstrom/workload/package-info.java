/**
 * The protocol side of each workload: which requests of Maelstrom's clients it has, what each asks of the store in the
 * packages below, and how the reply is made of what the store gives. It knows neither nodes nor networks.
 */
@NullMarked
package io.dsfm.maelstrom.workload;

import org.jspecify.annotations.NullMarked;
