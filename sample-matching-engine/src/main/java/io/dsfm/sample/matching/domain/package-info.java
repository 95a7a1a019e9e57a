/**
 * The domain of the matching engine: commands, replies, events, queries and answers, the one codec of each, the digest
 * and the one snapshot format. Everything here is the same for every variant; how a book is kept is not known here.
 *
 * <p>All numbers are big endian. All lengths are exact: a message cut short or padded is rejected. Bytes written as zero
 * must be zero. Prices are in ticks, quantities in lots, both whole numbers within {@link
 * io.dsfm.sample.matching.domain.Limits}.
 *
 * <h2>Commands</h2>
 *
 * <pre>
 * ADD_SYMBOL  24 bytes   0 code 1 | 1 length n of the name | 2..3 zero | 4..7 symbolId | 8..23 name, zero from n on
 * NEW_ORDER   32 bytes   0 code 2 | 1 side | 2 order type | 3 time in force | 4..7 symbolId | 8..15 orderId
 *                        | 16..23 priceTicks, 0 for a market order | 24..31 quantityLots
 * CANCEL      24 bytes   0 code 3 | 1..7 zero | 8..15 orderId | 16..23 quantityLots to take away, 0 for all
 * </pre>
 *
 * <p>An order is identified by the client that sent it and an order id of the client's choice, unique among the client's
 * resting orders. Cancelling more than what is left takes away what is left. A partial cancellation keeps the order's
 * place in the queue.
 *
 * <h2>Matching</h2>
 *
 * <p>An incoming order trades with the resting orders of the other side, best price first, at one price in the order of
 * arrival, at the resting order's price, while prices cross and lots are left. What is left of a {@code DAY} order
 * rests; what is left of an {@code IOC} order is cancelled. A market order has no price limit and is always {@code IOC}.
 * After {@link io.dsfm.sample.matching.domain.Limits#MAX_FILLS_PER_ORDER} trades an order stops, and what is left is
 * cancelled, so that what one input can put out is bounded.
 *
 * <h2>Order of the checks</h2>
 *
 * <p>The first failed check gives the code, and the state stays as it was. Checks of the bytes come first: empty, unknown
 * command, length, zero bytes; then the fields, for a symbol: id, name; for an order: order id, side, type, time in
 * force, market with {@code DAY}, price, quantity; for a cancellation: order id, quantity. Checks against the state
 * follow, for a symbol: it exists already, too many symbols; for an order: unknown symbol, duplicate order id, too many
 * resting orders ({@code DAY} only, whether or not it would trade), counter overflow; for a cancellation: unknown order.
 *
 * <h2>Replies and events</h2>
 *
 * <p>For each input the events come first, then the reply.
 *
 * <pre>
 * reply       40 bytes   0 command code, 0 if unknown | 1 zero | 2..3 reject code, 0 if accepted | 4..7 symbolId
 *                        | 8..15 orderId | 16..23 filledLots | 24..31 restingLots | 32..39 cancelledLots
 * </pre>
 *
 * <p>The ids are 0 where the command has none or its length is wrong; in the reply to an accepted cancellation the symbol
 * is that of the order. For a cancellation {@code restingLots} is what is left in the book and {@code cancelledLots} what
 * was taken away.
 *
 * <pre>
 * 1 SYMBOL_ADDED 24 bytes  0 length n of the name | 1..3 zero | 4..7 symbolId | 8..23 name, zero from n on
 * 2 ACCEPTED     40 bytes  0..7 clientId | 8..15 orderId | 16..23 priceTicks | 24..31 quantityLots | 32..35 symbolId
 *                          | 36 side | 37 order type | 38 time in force | 39 zero
 * 3 FILLED       72 bytes  0..7 maker's clientId | 8..15 maker's orderId | 16..23 maker's lots left
 *                          | 24..31 taker's clientId | 32..39 taker's orderId | 40..47 priceTicks | 48..55 lots
 *                          | 56..63 number of the trade | 64..67 symbolId | 68 taker's side | 69..71 zero
 * 4 CANCELLED    40 bytes  0..7 clientId | 8..15 orderId | 16..23 lots taken away | 24..31 lots left | 32..35 symbolId
 *                          | 36 side | 37 reason | 38..39 zero
 * 5 REJECTED     24 bytes  0..7 clientId | 8..15 orderId | 16..19 symbolId | 20 command code | 21 zero
 *                          | 22..23 reject code
 * </pre>
 *
 * <p>An accepted order gives {@code ACCEPTED}, then one {@code FILLED} for each resting order it traded with, in the
 * order of trading, then {@code CANCELLED} if lots are left that do not rest. An accepted cancellation gives {@code
 * CANCELLED}, an accepted symbol {@code SYMBOL_ADDED}, a rejection {@code REJECTED}.
 *
 * <h2>Queries and answers</h2>
 *
 * <pre>
 * depth       12 bytes   0 code 1 | 1..3 zero | 4..7 symbolId | 8..11 levels
 * order       24 bytes   0 code 2 | 1..7 zero | 8..15 clientId | 16..23 orderId
 * counters     1 byte    0 code 3
 *
 * depth       16 + 24 * (b + a) bytes   0 code 1 | 1..3 zero | 4..7 symbolId | 8..11 b, bid levels | 12..15 a, ask levels
 *                        | then b bid levels, then a ask levels, best first: priceTicks, lots, orders, 8 bytes each
 * order       40 bytes   0 code 2 | 1 side | 2..3 zero | 4..7 symbolId | 8..15 clientId | 16..23 orderId
 *                        | 24..31 priceTicks | 32..39 lots left
 * counters    40 bytes   0 code 3 | 1..3 zero | 4..7 symbols | 8..15 resting orders | 16..23 accepted orders
 *                        | 24..31 trades | 32..39 traded lots
 * rejected     8 bytes   0 zero | 1 query code, 0 if unknown | 2..3 reject code | 4..7 zero
 * </pre>
 *
 * <h2>Snapshot</h2>
 *
 * <pre>
 * header      48 bytes   0..7 "DSFMBOOK" | 8..11 specification version | 12..15 symbols | 16..23 resting orders
 *                        | 24..31 accepted orders | 32..39 trades | 40..47 traded lots
 * per symbol, in ascending order of its id
 *             28 bytes   0..3 symbolId | 4 length n of the name | 5..20 name, zero from n on | 21..23 zero
 *                        | 24..27 bids, followed by that many orders, best price first, then in the order of arrival
 *              4 bytes   asks, followed by that many orders in the same way
 * per order   40 bytes   clientId, orderId, priceTicks, lots left, arrival, 8 bytes each
 * trailer      8 bytes   the digest of the state
 * </pre>
 *
 * <p>An order's arrival is the number of orders accepted up to and with it; it orders the queue at one price, and is
 * unique.
 */
@NullMarked
package io.dsfm.sample.matching.domain;

import org.jspecify.annotations.NullMarked;
