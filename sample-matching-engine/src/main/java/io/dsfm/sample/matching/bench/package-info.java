/**
 * {@code dsfm bench}: measures a group that runs the matching engine against plain Ratis that runs it. What measures is
 * {@link io.dsfm.ratis.bench}; this package gives it the engine, a flow of orders and a command line.
 */
@NullMarked
package io.dsfm.sample.matching.bench;

import org.jspecify.annotations.NullMarked;
