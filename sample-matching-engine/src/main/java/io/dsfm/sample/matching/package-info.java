/**
 * The matching engine as an application of the framework: its name and version, and how people write its commands and
 * read its results. Knows the domain, and none of the variants.
 */
@NullMarked
package io.dsfm.sample.matching;

import org.jspecify.annotations.NullMarked;
