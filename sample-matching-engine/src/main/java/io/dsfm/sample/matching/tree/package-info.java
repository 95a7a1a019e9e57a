/**
 * The variant {@code tree}: the specification as code, written to be read. Books are sorted maps of prices to queues of
 * orders; everything is looked for where one would look for it, and allocates as it likes. It knows the domain, and no
 * other variant.
 */
@NullMarked
package io.dsfm.sample.matching.tree;

import org.jspecify.annotations.NullMarked;
