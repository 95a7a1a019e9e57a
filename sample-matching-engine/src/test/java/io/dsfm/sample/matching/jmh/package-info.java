/**
 * Benchmarks of the variants' books beside those of exchange-core, on the same commands: what a command takes, in time and
 * in memory allocated, and how long a snapshot takes. They are compiled with the tests and tried out by one, and measured
 * only when asked for. `docs/matching-engine-performance.md` tells how, and what came out.
 *
 * <p>Only {@link io.dsfm.sample.matching.jmh.ExchangeCoreBook} knows exchange-core.
 */
@NullMarked
package io.dsfm.sample.matching.jmh;

import org.jspecify.annotations.NullMarked;
