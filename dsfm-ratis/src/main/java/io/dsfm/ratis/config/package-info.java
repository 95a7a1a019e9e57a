/**
 * The configuration of a node: one immutable record, and the reader that checks a file against it. It knows nothing of
 * what the values are used for.
 */
@NullMarked
package io.dsfm.ratis.config;

import org.jspecify.annotations.NullMarked;
