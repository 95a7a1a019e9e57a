/**
 * The variant {@code ladder}: primitive arrays throughout, made to be fast and even. It knows the domain, and no other
 * variant.
 *
 * <p>Orders are records of eight words in pages that are never moved, found by an open-addressing index over client and
 * order id in which consecutive ids are neighbours, and linked into the queue of their level. What only some orders
 * have (a stop price, hidden lots, a deadline) is in a second record, which an index finds by its timer. Waiting orders
 * are on ladders of their own, by stop price. The levels of a side are sorted chunks, best last, so that what happens
 * near the best price touches the end of the last chunk. The levels that were emptied last stay on their ladders for a
 * while, unless they become the best.
 *
 * <p>Costs, with R resting orders and L levels of a side: to accept, trade or cancel an order at a known level is
 * constant but for the search of the price, O(log L); a new level, or one that goes, moves at most two chunks of 128
 * levels and, when a chunk comes or goes, the directory of at most L / 32 + 1 chunks. A mass cancellation of one
 * client's orders walks over all orders of its scope until it has found enough. A fill-or-kill order walks over the
 * makers that it would meet.
 *
 * <p>Memory, whatever the prices, is at most 64 bytes per order, 96 more per order with an extension, 32 per level, and
 * 48 per level for the chunks and 24 for their directory, as of the most that was ever needed, with the 64 levels that
 * may stay when they are emptied; and one page of each kind (256 KB of orders, as much of extensions, 128 KB of
 * levels), one chunk of 1.5 KB for each side in use, and some 400 KB at the start. The index takes 32 bytes per order
 * if ids were not chosen against its hash: each of its 64 segments is as large as the most that it ever held needed.
 * Chosen ids can fill one segment alone, which costs no more than as many orders in that segment would, and what finds
 * no slot after 128 is in a sorted map, where each operation costs the logarithm of its size and some 80 bytes. But for
 * these, nothing is allocated per order once the pools have grown; they grow by pages, and the index by segments, so
 * that no single growth moves more than a 64th of an index whose ids were not chosen.
 *
 * <p>While a state is marked, what is done is written to a journal, and undone from it to return there.
 */
@NullMarked
package io.dsfm.sample.matching.ladder;

import org.jspecify.annotations.NullMarked;
