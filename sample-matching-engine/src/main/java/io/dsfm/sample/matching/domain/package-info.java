/**
 * The domain of the matching engine: commands, replies, events, queries and answers, the one codec of each, the digest
 * and the one snapshot format. Everything here is the same for every variant; how a book is kept is not known here.
 *
 * <p>{@code docs/matching-engine.md} is the specification: the layout of every message, what each command does and in
 * which order, and every code.
 *
 * <p>All numbers are big endian. All lengths are exact: a message cut short or padded is rejected. Bytes written as zero
 * must be zero. Prices are in ticks, quantities in lots, both whole numbers within {@link
 * io.dsfm.sample.matching.domain.Limits}.
 */
@NullMarked
package io.dsfm.sample.matching.domain;

import org.jspecify.annotations.NullMarked;
