/**
 * {@code dsfm bench}: measures a group that runs the matching engine, or a counter, against plain Ratis that runs it. What
 * measures is {@link io.dsfm.ratis.bench}; this package gives it applications, flows of inputs and a command line.
 */
@NullMarked
package io.dsfm.sample.matching.bench;

import org.jspecify.annotations.NullMarked;
