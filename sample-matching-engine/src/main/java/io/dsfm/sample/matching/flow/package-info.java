/**
 * Streams of commands: the interface, and a seeded generator with the shape of real order flow. Knows the domain, and no
 * variant: a flow cannot see what an engine makes of it.
 */
@NullMarked
package io.dsfm.sample.matching.flow;

import org.jspecify.annotations.NullMarked;
