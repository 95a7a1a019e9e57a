/** The third variant, {@code naive}: the oracle, in the tests only. It knows the specification, and no other variant. */
@NullMarked
package io.dsfm.sample.matching.naive;

import org.jspecify.annotations.NullMarked;
