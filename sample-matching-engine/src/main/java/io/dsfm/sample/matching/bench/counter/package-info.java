/**
 * The smallest application that reads its input to the last byte: a counter with a digest, for benchmarks in which the length
 * of an input matters. Orders have the length that they have, and padding would be skipped over.
 */
@NullMarked
package io.dsfm.sample.matching.bench.counter;

import org.jspecify.annotations.NullMarked;
