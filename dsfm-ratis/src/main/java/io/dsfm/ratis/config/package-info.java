/**
 * What a node is told from outside and checks before it starts: its configuration, as one immutable record with the
 * reader that checks a file against it; whether the variants are there; the directory with its data. It knows nothing of
 * what the values are used for.
 */
@NullMarked
package io.dsfm.ratis.config;

import org.jspecify.annotations.NullMarked;
